"""Reading by a language model that is strong and never trusted: it proposes, our code finds every field in the text."""

from tutela.reading.by_model.comparing import together
from tutela.reading.by_model.prompts import Prompt, prompts
from tutela.reading.by_model.reader import ModelReading, read_replies

__all__ = ["ModelReading", "Prompt", "prompts", "read_replies", "together"]
