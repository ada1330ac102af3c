"""Claims and assets to links: which asset a claim speaks of, with reasons, or the honest absence."""

from tutela.linking.described import described_assets
from tutela.linking.links import link_claims

__all__ = ["described_assets", "link_claims"]
