"""Why something was not fetched."""


class NotFetched(Exception):
    """Something was not fetched, or not to its end: the message is a sentence for people, with the remedy."""
