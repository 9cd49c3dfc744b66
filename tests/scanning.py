"""Look for cards in every place where a running shop, or the emulator behind it, keeps anything."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.card_traces import CODE, SANDBOX, traces
from tests.running import RunningShop
from tests.shop_places import PLACES

# The sandbox's number is public: the page names it for those who try the shop, and the gateway knows it by heart.
NAMES_THE_SANDBOX: Mapping[str, Callable[[str], bool]] = {
    "objects in buckets": lambda name: (
        "website" in name and (name.endswith("/index.html") or is_script(name))
    ),
    "audit events": lambda name: name in ("CreateFunction", "UpdateFunctionCode20150331v2"),  # with its code
    "files": lambda name: name.rpartition("/")[2].startswith("payment_gateway."),
}


def is_script(name: str) -> bool:
    """Return whether an object is the page's script, which fills in the sandbox's whole card by one tap."""
    return "website" in name and re.search(r"/js/[^/]+\.js$", name) is not None


@dataclass
class Scan:
    """places: kind and name of each that was looked through. found: those, and what was given away there."""

    places: list[tuple[str, str]] = field(default_factory=list)
    size: int = 0  # bytes
    found: set[tuple[str, str, str]] = field(default_factory=set)

    def look(self, kind: str, name: str, content: bytes) -> None:
        self.places.append((kind, name))
        self.size += len(content)
        self.found |= {(kind, name, what) for what in given_away(kind, name, content)}


def given_away(kind: str, name: str, content: bytes) -> set[str]:
    """Return what a place gives away that it mustn't."""
    found = set(traces(name.encode())) | set(traces(content))
    if kind in NAMES_THE_SANDBOX and NAMES_THE_SANDBOX[kind](name):
        found -= {SANDBOX, CODE} if is_script(name) else {SANDBOX}
    return found


def scan(shop: RunningShop) -> Scan:
    """Look through every place."""
    done = Scan()
    for kind, places in PLACES.items():
        for name, content in places(shop):
            done.look(kind, name, content)
    return done
