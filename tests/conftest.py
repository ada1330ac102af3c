"""What every test may use: hypothesis without a deadline, since time never decides a test."""

from hypothesis import settings

settings.register_profile("tutela", deadline=None)
settings.load_profile("tutela")
