"""What a document says that is no claim of harm: offers, consents, refusals, demands, plans, names, doubts."""

from tutela.reading.statements.reader import read_statements

__all__ = ["read_statements"]
