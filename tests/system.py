"""What pip cannot install: a Python that is new enough, and the libraries WeasyPrint draws text with.

Runs on the machine's own Python, before anything is installed.
"""

import ctypes.util
import sys

NEEDED = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}


def missing() -> list[str]:
    """Debian's names of the packages that are not there, plus venv where Python has none."""
    absent = [package for library, package in NEEDED.items() if ctypes.util.find_library(library) is None]
    try:
        import ensurepip  # noqa: F401 - Debian ships Python without it; venv needs it
    except ImportError:
        absent.append("python3-venv")
    return absent


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit("Synoptic needs Python 3.11 or later. Choose one with: make report PYTHON=python3.12")
    if packages := missing():
        sys.exit(
            "Synoptic's reports need system libraries. Install them with:\n  apt-get install -y " + " ".join(packages)
        )
