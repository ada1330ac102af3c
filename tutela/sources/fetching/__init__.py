"""The one HTTP client that fetches what is to be captured: guarded, limited, and keeping every byte as it came."""

from tutela.sources.fetching.client import Client, Fetched
from tutela.sources.fetching.exchanges import Exchange, Limits
from tutela.sources.fetching.faults import NotFetched

__all__ = ["Client", "Exchange", "Fetched", "Limits", "NotFetched"]
