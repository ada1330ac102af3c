"""Who is said to have done it."""

from tutela.reading.actors.finding import actor_of

__all__ = ["actor_of"]
