"""The generated parts of a page, each between two comments."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

END = "<!-- This is by hand again. -->\n"


def with_parts(page: Path, parts: Mapping[str, Callable[[], str]]) -> str:
    """Return the page's text with new content between the comments with these names.

    Raises ValueError for a page without these comments.
    """
    text = page.read_text(encoding="utf-8")
    for name, part in parts.items():
        start = f"<!-- `make docs` writes what follows{name and f': {name}'}. -->\n"
        before, found, rest = text.partition(start)
        _, end, after = rest.partition(END)
        if not found or not end:
            raise ValueError(f"{page.name} lacks {start.strip()!r} and {END.strip()!r} behind it")
        text = f"{before}{start}{part()}{END}{after}"
    return text


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (head, ("---",) * len(head), *rows))
