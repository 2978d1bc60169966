from hypothesis import settings

settings.register_profile("trichluc", deadline=None)  # a processor that others use too is slow now and then
settings.load_profile("trichluc")
