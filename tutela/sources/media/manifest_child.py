"""What runs in the process that opens a C2PA manifest: limits first, then the library; the answer goes out as JSON."""

import contextlib
import json
import sys
from pathlib import Path

MOST_MEMORY = 4_000_000_000
MOST_SECONDS = 50
SETTINGS = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
"""Nothing is fetched: who looks at a picture of a stranger must not call the stranger's server."""


def main() -> None:
    """Read the manifest of the file named and write what the library says to standard output."""
    limit()
    print(json.dumps(answer(Path(sys.argv[1]), sys.argv[2])))


def limit() -> None:
    """Bound memory and time of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows; the clock of whoever waits still holds
        return
    bounds = ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS), (resource.RLIMIT_CORE, 0))
    for what, most in bounds:
        # Some systems know a bound and cannot set it; the clock of whoever waits still holds.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def answer(path: Path, media_type: str) -> dict[str, object]:
    """State, active manifest and validation codes; or why there are none."""
    import c2pa

    try:
        context = c2pa.Context(c2pa.Settings.from_dict(SETTINGS))
        with path.open("rb") as file, c2pa.Reader(media_type, file, context=context) as reader:
            whole = json.loads(reader.json())
            return {
                "state": str(reader.get_validation_state()),
                "remote": reader.get_remote_url(),
                "manifest": whole.get("manifests", {}).get(whole.get("active_manifest")),
                "status": whole.get("validation_status"),
            }
    except c2pa.C2paError as error:
        return {"why": f"{type(error).__name__.lstrip('_')}: {error}"[:500]}


if __name__ == "__main__":
    main()
