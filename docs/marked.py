"""The part of a page that is made of the code: what stands between two marks."""

from pathlib import Path

START, END = "<!-- `make docs` writes what follows. -->\n", "<!-- This is by hand again. -->\n"


def with_part(page: Path, part: str) -> str:
    """Return the page's text with another part between its marks; ValueError for a page without them."""
    before, start, rest = page.read_text(encoding="utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"{page.name} has no part that is written by `make docs`")
    return f"{before}{START}{part}{END}{after}"


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Return a table in Markdown."""
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (head, ("---",) * len(head), *rows))
