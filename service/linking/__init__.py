"""From spans to records: projects and their phases, figures and what they say, and checks of a text against itself."""
