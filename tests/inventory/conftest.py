"""Time decides no test: the first example of a property loads tables, on a busy machine slowly."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
