"""What is signed in a workspace, and what outside it holds its ledger: what that proves, and up to which entry."""

from tutela.store.verify.signed.findings import Anchor, Outside, Signature, Signed, SignedRuling

__all__ = ["Anchor", "Outside", "Signature", "Signed", "SignedRuling"]
