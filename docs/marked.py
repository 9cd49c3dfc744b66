"""The parts of a page that are made of the code: what stands between two marks."""

from pathlib import Path

END = "<!-- This is by hand again. -->\n"


def with_part(page: Path, part: str, **more: str) -> str:
    """Return the page's text with another part between its marks, and more parts between marks with their names.

    Raises ValueError for a page without such marks.
    """
    text = page.read_text(encoding="utf-8")
    for name, content in {"": part, **more}.items():
        start = f"<!-- `make docs` writes what follows{name and f': {name}'}. -->\n"
        before, found, rest = text.partition(start)
        _, end, after = rest.partition(END)
        if not found or not end:
            raise ValueError(f"{page.name} lacks {start.strip()!r} and {END.strip()!r} behind it")
        text = f"{before}{start}{content}{END}{after}"
    return text


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Return a table in Markdown."""
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (head, ("---",) * len(head), *rows))
