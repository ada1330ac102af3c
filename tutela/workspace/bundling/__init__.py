"""Evidence bundles: what belongs to an incident, or all there is, in a zip that anybody can check."""

from tutela.workspace.bundling.checking import verify_bundle
from tutela.workspace.bundling.writing import ALL, Bundled, seal_of, write_bundle

__all__ = ["ALL", "Bundled", "seal_of", "verify_bundle", "write_bundle"]
