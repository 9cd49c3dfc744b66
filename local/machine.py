"""What the machine must have. This file parses on every Python 3, so that an old one gets a clear message."""

import os
import sys

PYTHONS = ((3, 12), (3, 13))


def complaint(system=sys.platform, version=sys.version_info):
    """Return a sentence that says what is missing, or None."""
    if not system.startswith("linux") and system != "darwin":
        return "Linux or macOS is needed, this is " + system + ": on Windows use WSL 2"
    if tuple(version[:2]) not in PYTHONS:
        found = ".".join(str(part) for part in version[:3])
        return (
            "Python 3.12 or 3.13 is needed, this is " + found + ": install one, then run "
            "`make local` or `python3.13 -m local`"
        )
    return None


def without_proxies():
    """Ignore the environment's proxies, since everything called from now on is on this machine.

    On macOS this also keeps Python from reading the system's proxy settings.
    """
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    os.environ.update(NO_PROXIES)


def past_proxies():
    """Use the environment's proxies for everything except this machine."""
    others = os.environ.get("no_proxy") or os.environ.get("NO_PROXY")
    names = ",".join(filter(None, (others, "localhost,127.0.0.1,::1")))
    os.environ.update(NO_PROXY=names, no_proxy=names)


NO_PROXIES = {"NO_PROXY": "*", "no_proxy": "*"}
