"""What the ledger proves of a workspace: chain, records, derived tables and files checked against each other."""

from tutela.store.verify.signed import Outside
from tutela.store.verify.verification import Verification, verify

__all__ = ["Outside", "Verification", "verify"]
