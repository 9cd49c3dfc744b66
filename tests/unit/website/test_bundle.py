"""The bundled page: what refers to what, names by content, modules in one script, pictures in one file."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from components.website.bundle import PageFile, bundled
from tests.running import ROOT

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"><g id="g"/><use href="#g" fill="url(#g)"/></svg>'
INDEX = """<!doctype html>
<html><head>
<link rel="icon" href="images/icon.svg">
<link rel="stylesheet" href="css/a.css">
<link rel="stylesheet" href="css/b.css">
<script type="module" src="js/main.js"></script>
</head><body data-pictures="images/{}.svg">
<img src="images/plate.svg" alt="">
<img loading="lazy" src="images/oven.svg" alt=""></body></html>
"""
MODULES = {
    "main.js": 'import { b, double } from "./b.js";\nimport { LIMIT } from "./c.js";\nconsole.log(b(), double(LIMIT));',
    "b.js": 'import { LIMIT } from "./c.js";\nconst own = 1;\nexport const b = () => own + LIMIT;\n'
    "export function double(it) {\n  return 2 * it;\n}",
    "c.js": "const two = 2;\nexport const LIMIT = 40 + two;",
}


@pytest.fixture(name="site")
def _site(tmp_path: Path) -> Path:
    """A small page: two styles, three modules, two pictures."""
    files = {"index.html": INDEX, "css/a.css": "a { top: 0 }", "css/b.css": "b { top: 0 }"}
    files |= {f"images/{name}.svg": PICTURE for name in ("icon", "oven", "plate")}
    files |= {f"js/{name}": source for name, source in MODULES.items()}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
    return tmp_path


def by_name(site: Path) -> dict[str, PageFile]:
    return {file.name: file for file in bundled(site)}


def test_a_page_asks_for_one_script_one_style_and_one_file_of_pictures(site: Path) -> None:
    files = by_name(site)
    assert list(files)[-1] == "index.html", "what a page refers to is there before it"
    html = files["index.html"].body
    asked = set(re.findall(r'(?:src|href)="?([\w./-]+)', html))
    assert asked == {file.key for file in files.values()} - {"index.html"}
    pictures = files["images/pictures.svg"].key
    assert f"{pictures}#plate" in html
    assert "plate" in files["images/pictures.svg"].body
    assert "oven" not in files["images/pictures.svg"].body, "what is seen later isn't waited for"
    assert f"{pictures}#{{}}" in html
    assert files["css/index.css"].body == "a{top:0}b{top:0}"


@pytest.mark.parametrize(
    ("edited", "renamed"),
    [
        ("css/b.css", {"css/index.css"}),
        ("js/c.js", {"js/main.js"}),
        ("images/icon.svg", {"images/icon.svg", "images/pictures.svg"}),
        ("index.html", set()),
    ],
)
def test_an_edit_gives_a_new_name_to_what_holds_it_and_to_nothing_else(
    site: Path, edited: str, renamed: set[str]
) -> None:
    before = by_name(site)
    source = (site / edited).read_text()
    (site / edited).write_text(
        source.replace("top: 0", "top: 1")
        .replace("two = 2", "two = 3")
        .replace("8 4", "8 5")
        .replace("<body", "<body lang=en")
    )
    after = by_name(site)
    assert {name for name in before if before[name].key != after[name].key} == renamed
    assert before["index.html"].body != after["index.html"].body, "the page follows"


def test_modules_in_one_script_do_what_they_do_apart(site: Path) -> None:
    node = shutil.which("node")
    if not node:
        pytest.skip("install Node.js 20 or newer to run the script")
    script = by_name(site)["js/main.js"].body
    ran = subprocess.run([node, "-"], input=script, capture_output=True, text=True, timeout=30, check=False)
    assert (ran.stdout, ran.stderr) == ("43 84\n", "")


def test_a_script_that_comes_later_shares_the_modules_of_the_first(site: Path) -> None:
    """The first names the other by its hash, and hands it what it has already: there is one `count` for both."""
    node = shutil.which("node")
    if not node:
        pytest.skip("install Node.js 20 or newer to run the script")
    main = 'import { add } from "./b.js";\nadd();\n'
    main += 'const again = "?1";\nimport(`./late.js${again}`).then(({ both }) => both());'
    counter = "let count = 0;\nexport const add = () => ++count;"
    late = 'import { add } from "./b.js";\nimport { LIMIT } from "./c.js";\n'
    late += "export const both = () => console.log(add(), LIMIT);"
    for name, source in {"main": main, "b": counter, "late": late}.items():
        (site / f"js/{name}.js").write_text(source)
    files = by_name(site)
    assert "count" not in files["js/late.js"].body
    for file in files.values():
        (site / "out" / file.key).parent.mkdir(parents=True, exist_ok=True)
        (site / "out" / file.key).write_text(file.body)
    (site / "out/package.json").write_text('{"type": "module"}')
    script = site / "out" / files["js/main.js"].key
    ran = subprocess.run([node, script], capture_output=True, text=True, timeout=30, check=False)
    assert (ran.stdout, ran.stderr) == ("2 42\n", "")
    (site / "js/c.js").write_text("export const LIMIT = 43;")
    assert by_name(site)["js/main.js"].key != files["js/main.js"].key, "it names the other's hash"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('import * as c from "./c.js";', r"b\.js: write it as import"),
        ('import { LIMIT as most } from "./c.js"; most;', r"b\.js: write it as import"),
        ("export default 1;", r"b\.js: write it as import .*'export default 1;'"),
        ("export let changing = 1;", r"b\.js: write it as"),
        ('import { x } from "./main.js";', r"main\.js: imports itself, through b\.js"),
        ("const two = 1;", r"main\.js: two of its modules define two: rename one"),
        ("const = 1;", r"js/main\.js: .*line"),
    ],
)
def test_what_can_not_be_bundled_is_named(site: Path, line: str, message: str) -> None:
    (site / "js/b.js").write_text(f"{line}\n{MODULES['b.js']}")
    with pytest.raises(ValueError, match=re.compile(message, re.DOTALL)):
        bundled(site)


def test_ids_of_one_picture_are_not_those_of_another(site: Path) -> None:
    sprite = by_name(site)["images/pictures.svg"].body
    assert sorted(re.findall(r'\bid="([^"]+)"', sprite)) == ["icon", "icon-g", "plate", "plate-g"]
    assert 'href="#plate-g"' in sprite
    assert "url(#plate-g)" in sprite
    assert re.findall(r'<view id="?(\w+)"? viewBox="([^"]+)"', sprite) == [
        ("icon", "0 0 8 4"),
        ("plate", "0 8 8 4"),
    ]


def test_a_name_that_has_no_picture_shows_a_plate(site: Path) -> None:
    sprite = by_name(site)["images/pictures.svg"].body
    assert re.findall(r'<svg [^>]*viewBox="([^"]+)"', sprite)[0] == "0 8 8 4"


def test_a_picture_without_its_size_is_named(site: Path) -> None:
    (site / "images/icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"></svg>')
    with pytest.raises(ValueError, match=r"icon\.svg: begin it with <svg"):
        bundled(site)


def test_the_shops_page_refers_to_nothing_that_is_not_there() -> None:
    files = bundled(ROOT / "site")
    keys = {file.key for file in files}
    for page in (file for file in files if not file.lasting):
        asked = set(re.findall(r'(?:src|href|data-pictures)="?/?((?:css|js|images)/[\w.-]+)', page.body))
        assert asked
        assert asked <= keys, page.name
