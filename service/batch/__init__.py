"""Archives: many documents in, one report each out, by many workers, resumed where a run was killed.

tasks.py           what a run depends on, what a worker is given and what it gives back
annotator.py       one task to one record: what every worker does
manifest.py        the SQLite file beside the output: what was done, with the records
pool.py            tasks to workers, with time limits; a worker that dies costs its document
local_engine.py    workers that are processes of this machine
ray_engine.py      workers that are actors of a Ray cluster
writers.py         JSON Lines, plain and compressed, and the choice of the form
parquet.py         Parquet
progress.py        the progress bar
annotation.py      the whole run
"""
