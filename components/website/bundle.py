"""The page as it is deployed: one script, one style, one picture of all pictures, each under a name with its hash.

The repository keeps plain files that a browser takes as they are: docs/decisions/0011-the-page-is-bundled.md.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import minify

CONFIG = (
    '<script type="application/json" id="shop">null</script>'  # where index.html takes what its stack says
)
STYLE = re.compile(r'[ \t]*<link rel="stylesheet" href="(/?)(css/[\w-]+\.css)">\n')
SCRIPT = re.compile(r'(?<= src=")(/?)(js/[\w-]+\.js)(?=")')
ICON = re.compile(r'(?<=<link rel="icon" href=")(/?)(images/[\w-]+\.svg)(?=")')
LATER_PICTURE = re.compile(r'(?<= loading="lazy" src=")()(images/[\w-]+\.svg)(?=")')
PICTURE = re.compile(r'((?:src|data-pictures)="/?)images/([\w{}]+)\.svg(?=")')  # no hash in its name yet
IMPORT = re.compile(r'^import \{([\w\s,]*)\} from "(\.[^"]+)";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?:async )?(?:class|const|function\*?) (\w+)", re.MULTILINE)
TOP = re.compile(r"^(?:export )?(?:async )?(?:class|const|let|function\*?) (\w+)", re.MULTILINE)
LATER = re.compile(r"\bimport\(`\./([\w-]+\.js)(\$\{\w+\})`\)")
OTHER = re.compile(r"^(?:import\b(?!\()|export\b).*", re.MULTILINE)
ROOM = 4  # units between two pictures, so that none shows at the edge of another
HASH_DIGITS = 10

minify.config({"html-keep-default-attr-vals": True, "html-keep-document-tags": True})


@dataclass(frozen=True)
class PageFile:
    """name: the same in every deployment; key: what visitors ask for; lasting: whether the key holds the hash."""

    name: str
    key: str
    media_type: str
    body: str
    lasting: bool = True

    @property
    def content_type(self) -> str:
        """The media type, of texts with their encoding."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type

    @property
    def takes_config(self) -> bool:
        """Whether this is the page that wants to know what its stack says."""
        return _minified("text/html", CONFIG) in self.body

    def with_config(self, config: str) -> str:
        """Return the body with what the stack says, JSON that no text in it can end.

        Browsers don't run such a script, so the strictest policy holds. Source:
        html.spec.whatwg.org/multipage/scripting.html#data-block
        """
        said = CONFIG.replace("null", config.replace("<", "\\u003c"))
        return self.body.replace(_minified("text/html", CONFIG), said)


def bundled(directory: Path) -> list[PageFile]:
    """Return the page's files as visitors get them, those that others refer to first.

    directory: has index.html and other pages, css/, js/ and images/. Raises ValueError, with the file's name, for what
    can't be bundled; minify.MinifyError (a ValueError) for what isn't HTML, CSS, JavaScript or SVG.
    """
    pages = {page: page.read_text(encoding="utf-8") for page in sorted(directory.glob("*.html"))}
    later = {directory / found[2] for html in pages.values() for found in LATER_PICTURE.finditer(html)}
    together = [file for file in sorted((directory / "images").glob("*.svg")) if file not in later]
    pictures = _hashed("images/pictures.svg", "image/svg+xml", _sprite(together))
    files = {pictures.key: pictures}

    def refer(file: PageFile) -> str:
        files[file.key] = file
        return file.key

    for page, source in pages.items():
        html = source
        for alone in (ICON, LATER_PICTURE):
            html = alone.sub(lambda found: found[1] + refer(_picture(directory / found[2])), html)
        html = _with_one_style(html, page, refer)
        html = SCRIPT.sub(lambda found: found[1] + refer(_script(directory / found[2], refer)), html)
        html = PICTURE.sub(rf"\g<1>{pictures.key}#\g<2>", html)
        files[page.name] = PageFile(
            page.name, page.name, "text/html", _minified("text/html", html, page), False
        )
    return sorted(files.values(), key=lambda file: not file.lasting)


def _with_one_style(html: str, page: Path, refer: Callable[[PageFile], str]) -> str:
    found = list(STYLE.finditer(html))
    if not found:
        return html
    css = "".join((page.parent / style[2]).read_text(encoding="utf-8") for style in found)
    key = refer(_hashed(f"css/{page.stem}.css", "text/css", css))
    link = f'<link rel="stylesheet" href="{found[0][1]}{key}">'
    return html[: found[0].start()] + link + STYLE.sub("", html[found[0].start() :])


def _picture(file: Path) -> PageFile:
    return _hashed(f"images/{file.name}", "image/svg+xml", file.read_text(encoding="utf-8"))


def _script(main: Path, refer: Callable[[PageFile], str], given: tuple[Path, ...] = ()) -> PageFile:
    """Return a module and all that it needs as one, each thing under its own name.

    refer: takes a script that a module imports later, by import(), and returns its key. given: the modules whose things
    such a script is handed, so that each is there once.
    """
    files = [file for file in _in_order(main.resolve()) if file not in given]
    sources = [
        LATER.sub(lambda found: _later(main.parent / found[1], found[2], files, refer), _plain(file))
        for file in files
    ]
    names = [name for file in (*given, *files) for name in TOP.findall(file.read_text(encoding="utf-8"))]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"{main}: its modules have two things of the name {', '.join(twice)}")
    opening = f"export default ({', '.join(_needed(files, given))}) =>" if given else "(() =>"
    closing = f"return {{ {', '.join(_exports(main))} }}; }}" if given else "})();"
    return _hashed(f"js/{main.name}", "text/javascript", "\n".join([opening + " {", *sources, closing]))


def _later(file: Path, query: str, files: list[Path], refer: Callable[[PageFile], str]) -> str:
    """Return the import() of a bundled script, which is handed what it needs of these modules."""
    key = refer(_script(file, refer, tuple(files)))
    needed = _needed([it for it in _in_order(file.resolve()) if it not in files], files)
    return f"import(`./{Path(key).name}{query}`).then((it) => it.default({', '.join(needed)}))"


def _needed(files: Sequence[Path], given: Sequence[Path]) -> list[str]:
    """Return the names that modules import from those given."""
    imports = [(file, found) for file in files for found in IMPORT.finditer(file.read_text(encoding="utf-8"))]
    needed = [found[1] for file, found in imports if (file.parent / found[2]).resolve() in given]
    return sorted({name.strip() for names in needed for name in names.split(",") if name.strip()})


def _exports(file: Path) -> list[str]:
    return EXPORT.findall(file.read_text(encoding="utf-8"))


def _in_order(file: Path, importing: tuple[Path, ...] = ()) -> list[Path]:
    """Return what a module imports from, and what that does, each before those that import from it."""
    if file in importing:
        raise ValueError(f"{file}: imports from itself, by {importing[-1].name}")
    imported = [
        (file.parent / found[2]).resolve() for found in IMPORT.finditer(file.read_text(encoding="utf-8"))
    ]
    needed = [other for one in imported for other in _in_order(one, (*importing, file))]
    return list(dict.fromkeys([*needed, file]))


def _plain(file: Path) -> str:
    """Return a module without its imports and exports."""
    source = IMPORT.sub("", file.read_text(encoding="utf-8"))
    source = EXPORT.sub(lambda found: found[0].removeprefix("export "), source)
    if odd := OTHER.search(source):
        raise ValueError(f"{file}: write it as import {{ … }} from or export const, not {odd[0]!r}")
    return source


def _sprite(pictures: Sequence[Path]) -> str:
    """Return pictures below each other as one, each with a view of its name: `pictures.svg#pizza` shows one.

    Source: www.w3.org/TR/SVG2/linking.html#SVGFragmentIdentifiers
    """
    parts, top = [], 0.0
    for file in pictures:
        svg = file.read_text(encoding="utf-8")
        opened = re.match(r'<svg xmlns="[^"]+" viewBox="0 0 ([\d.]+) ([\d.]+)">', svg)
        if not opened:
            raise ValueError(f'{file}: begin it with <svg xmlns="…" viewBox="0 0 WIDTH HEIGHT">')
        width, height = opened.groups()
        place = f'y="{top:g}" width="{width}" height="{height}"'
        own = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{file.stem}-", svg[opened.end() :])
        parts.append(
            f'<view id="{file.stem}" viewBox="0 {top:g} {width} {height}"/><svg {place}>{own.strip()}'
        )
        top += float(height) + ROOM
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'


def _hashed(name: str, media_type: str, source: str) -> PageFile:
    body = _minified(media_type, source, Path(name))
    stem, suffix = name.rsplit(".", 1)
    digest = hashlib.sha256(body.encode()).hexdigest()[:HASH_DIGITS]
    return PageFile(name, f"{stem}-{digest}.{suffix}", media_type, body)


def _minified(media_type: str, source: str, file: Path = Path()) -> str:
    try:
        return minify.string(media_type, source)
    except minify.MinifyError as error:
        raise ValueError(f"{file}: {error}") from error
