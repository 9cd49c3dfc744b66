"""The page as it is deployed: one script, one style sheet and one file of pictures, each with its hash in the name.

The files in the repository also work without bundling: docs/decisions/0011-the-page-is-bundled.md.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import minify

STYLE = re.compile(r'[ \t]*<link rel="stylesheet" href="(/?)(css/[\w-]+\.css)">\n')
LATER_PICTURE = 'loading="lazy" src'
ALONE = ('rel="icon" href', LATER_PICTURE)  # pictures that stay separate files
REFERENCE = re.compile(rf'({"|".join(ALONE)}|src|data-pictures)="(/?)(js/[\w-]+\.js|images/[\w{{}}-]+\.svg)"')
IMPORT = re.compile(r'^import \{([\w\s,]*)\} from "(\.[^"]+)";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?:async )?(?:class|const|function\*?) (\w+)", re.MULTILINE)
TOP = re.compile(r"^(?:export )?(?:async )?(?:class|const|let|function\*?) (\w+)", re.MULTILINE)
LATER = re.compile(r"\bimport\(`\./([\w-]+\.js)(\$\{\w+\})`\)")
OTHER = re.compile(r"^(?:import\b(?!\()|export\b).*", re.MULTILINE)
OTHERWISE = "plate"  # the picture for a dish without one
ROOM = 4  # units between two pictures, so that none shows at another's edge
HASH_DIGITS = 10
Refer = Callable[[str, str, str], str]  # takes a file's name, media type and source, and returns its key

minify.config({"html-keep-default-attr-vals": True, "html-keep-document-tags": True})
# Where index.html gets its stack's configuration, in the source and as deployed.
CONFIG = '<script type="application/json" id="shop">null</script>'
CONFIG_SENT = minify.string("text/html", CONFIG)


@dataclass(frozen=True)
class PageFile:
    """name: the same in every deployment; key: the path that visitors request; lasting: whether the key has a hash."""

    name: str
    key: str
    media_type: str
    body: str
    lasting: bool = True

    @property
    def content_type(self) -> str:
        """The media type, with the encoding for texts."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type

    @property
    def takes_config(self) -> bool:
        """Whether this is the page that contains the configuration."""
        return CONFIG_SENT in self.body

    def with_config(self, config: str) -> str:
        """Return the body with the configuration, as JSON in which no text can end the script element.

        Browsers don't run such a script, so the strictest policy works. Source:
        html.spec.whatwg.org/multipage/scripting.html#data-block
        """
        return self.body.replace(CONFIG_SENT, CONFIG.replace("null", config.replace("<", "\\u003c")))


def bundled(directory: Path) -> list[PageFile]:
    """Return the page's files as visitors get them; each comes after the files that it refers to.

    directory: has index.html and other pages, css/, js/ and images/. Raises ValueError, with the file's name, if a file
    can't be bundled; minify.MinifyError (a ValueError) for what isn't HTML, CSS, JavaScript or SVG.
    """
    pages = {page: _text(page) for page in sorted(directory.glob("*.html"))}
    references = [found.groups() for html in pages.values() for found in REFERENCE.finditer(html)]
    later = {directory / name for how, _, name in references if how == LATER_PICTURE}
    together = [file for file in sorted((directory / "images").glob("*.svg")) if file not in later]
    files: list[PageFile] = []

    def refer(name: str, media_type: str, source: str) -> str:
        files.append(_made(name, media_type, source))
        return files[-1].key

    pictures = refer("images/pictures.svg", "image/svg+xml", _sprite(together))

    def referred(found: re.Match[str]) -> str:
        how, root, name = found.groups()
        if name.startswith("js/"):
            key = _script(directory / name, refer)
        elif how in ALONE:
            key = refer(name, "image/svg+xml", _text(directory / name))
        else:
            key = f"{pictures}#{Path(name).stem}"
        return f'{how}="{root}{key}"'

    for page, source in pages.items():
        html = REFERENCE.sub(referred, _with_one_style(source, page, refer))
        files.append(_made(page.name, "text/html", html, lasting=False))
    return sorted(dict.fromkeys(files), key=lambda file: not file.lasting)


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _with_one_style(html: str, page: Path, refer: Refer) -> str:
    found = STYLE.findall(html)
    if not found:
        return html
    css = "".join(_text(page.parent / name) for _, name in found)
    key = refer(f"css/{page.stem}.css", "text/css", css)
    return STYLE.sub("", STYLE.sub(f'<link rel="stylesheet" href="{found[0][0]}{key}">', html, count=1))


def _script(main: Path, refer: Refer, given: Sequence[Path] = ()) -> str:
    """Bundle a module and everything that it imports as one script, with their names unchanged, and return its key.

    given: the modules whose exports are passed to a script that is loaded later by import(), so that they exist once.
    """
    files = [file for file in _in_order(main.resolve()) if file not in given]

    def later(found: re.Match[str]) -> str:
        other = main.parent / found[1]
        key = _script(other, refer, files)
        needed = _needed([file for file in _in_order(other.resolve()) if file not in files], files)
        return f"import(`./{Path(key).name}{found[2]}`).then((it) => it.default({needed}))"

    sources = [LATER.sub(later, _plain(file)) for file in files]
    names = [name for file in (*given, *files) for name in TOP.findall(_text(file))]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"{main}: two of its modules define {', '.join(twice)}: rename one")
    opening, closing = "(() =>", "})();"
    if given:
        exported = ", ".join(EXPORT.findall(_text(main)))
        opening, closing = f"export default ({_needed(files, given)}) =>", f"return {{ {exported} }}; }}"
    return refer(f"js/{main.name}", "text/javascript", "\n".join([opening + " {", *sources, closing]))


def _imports(file: Path) -> list[tuple[str, Path]]:
    """Return a module's imports: names, and the module that they come from."""
    return [(names, (file.parent / other).resolve()) for names, other in IMPORT.findall(_text(file))]


def _needed(files: Sequence[Path], given: Sequence[Path]) -> str:
    """Return the names that modules import from the given ones."""
    needed = ",".join(names for file in files for names, other in _imports(file) if other in given)
    return ", ".join(sorted({name.strip() for name in needed.split(",") if name.strip()}))


def _in_order(file: Path, importing: tuple[Path, ...] = ()) -> list[Path]:
    """Return the modules that a module imports, directly or not, each before those that import it, and itself."""
    if file in importing:
        raise ValueError(f"{file}: imports itself, through {importing[-1].name}")
    needed = [it for _, other in _imports(file) for it in _in_order(other, (*importing, file))]
    return list(dict.fromkeys([*needed, file]))


def _plain(file: Path) -> str:
    """Return a module without its imports and exports."""
    source = EXPORT.sub(lambda found: found[0].removeprefix("export "), IMPORT.sub("", _text(file)))
    if odd := OTHER.search(source):
        raise ValueError(f"{file}: write it as import {{ … }} from or export const, not {odd[0]!r}")
    return source


def _sprite(pictures: Sequence[Path]) -> str:
    """Return all pictures in one file, each with a view of its name: `pictures.svg#pizza` shows one.

    With a name that has no picture, or without a name, OTHERWISE is shown.
    Source: www.w3.org/TR/SVG2/linking.html#SVGFragmentIdentifiers
    """
    parts, top, otherwise = [], 0.0, ""
    for file in pictures:
        svg = _text(file)
        opened = re.match(r'<svg xmlns="[^"]+" viewBox="0 0 ([\d.]+) ([\d.]+)">', svg)
        if not opened:
            raise ValueError(f'{file}: begin it with <svg xmlns="…" viewBox="0 0 WIDTH HEIGHT">')
        width, height = opened.groups()
        view = f'viewBox="0 {top:g} {width} {height}"'
        otherwise = view if file.stem == OTHERWISE else otherwise
        place = f'y="{top:g}" width="{width}" height="{height}"'
        own = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{file.stem}-", svg[opened.end() :])
        parts.append(f'<view id="{file.stem}" {view}/><svg {place}>{own.strip()}')
        top += float(height) + ROOM
    return f'<svg xmlns="http://www.w3.org/2000/svg" {otherwise}>{"".join(parts)}</svg>'


def _made(name: str, media_type: str, source: str, *, lasting: bool = True) -> PageFile:
    try:
        body = minify.string(media_type, source)
    except minify.MinifyError as error:
        raise ValueError(f"{name}: {error}") from error
    stem, suffix = name.rsplit(".", 1)
    digest = hashlib.sha256(body.encode()).hexdigest()[:HASH_DIGITS]
    return PageFile(name, f"{stem}-{digest}.{suffix}" if lasting else name, media_type, body, lasting)
