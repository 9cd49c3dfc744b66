"""Phones, large text, headings, forced colours."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from playwright.sync_api import expect

from tests.browser.answers import running
from tests.browser.test_access import TOO_WIDE
from tests.browser.test_trouble import ARN
from tests.browser.visitor import Visitor
from tests.cards import APPROVED, DECLINED

DISHES = ("pizza", "breadsticks", "salad", "drink")
PARTS = ("img", "h3", ".description", ".price", "button", "input")
LARGER = "() => { document.documentElement.style.fontSize = '200%' }"
# Words that are broken in their middle: a word's letters stand on more than one line.
BROKEN_WORDS = """() => {
  const texts = document.createTreeWalker(document.querySelector("[data-menu]"), NodeFilter.SHOW_TEXT);
  const broken = [];
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    for (const { 0: word, index } of node.data.matchAll(/[\\p{L}\\p{N}.$]+/gu)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(word);
    }
  return broken;
}"""
OVERLAPS = """(selectors) => {
  const boxes = selectors.flatMap((selector) => [...document.querySelectorAll(selector)])
    .filter((element) => element.checkVisibility())
    .map((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return (element.tagName === "IMG" ? element : range).getBoundingClientRect();
    });
  return boxes.some((one, place) => boxes.slice(place + 1).some((other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1
    && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1));
}"""
HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4")]
  .filter((heading) => heading.checkVisibility()).map((heading) => Number(heading.tagName[1]))"""
IN_SIGHT = """(selector) => [...document.querySelectorAll(selector)].some((element) => {
  const { top, bottom, height } = element.getBoundingClientRect();
  return height > 0 && top >= 0 && bottom <= innerHeight;
})"""
MARKS = """() => [...document.querySelectorAll("[data-facts] li")]
  .map((fact) => getComputedStyle(fact, "::before").content)"""


def in_order(headings: list[int]) -> bool:
    """Return whether there is one h1, first, and no level is left out."""
    steps = pairwise(headings)
    return (
        headings[:1] == [1] and headings.count(1) == 1 and all(below <= above + 1 for above, below in steps)
    )


def at(visitor: Visitor, *widths: int) -> Iterator[int]:
    """Give the window each of these widths."""
    for width in widths:
        visitor.page.set_viewport_size({"width": width, "height": 800})
        yield width


def test_dishes_are_whole_whatever_the_size_of_text(visitor: Visitor) -> None:
    wholes = [[f"[data-item={item}] {part}" for part in PARTS] for item in DISHES]
    for size in ("usual", "large"):
        if size == "large":
            visitor.page.evaluate(LARGER)
        for width in at(visitor, 320, 390, 1280):
            assert visitor.page.evaluate(BROKEN_WORDS) == [], (size, width)
            assert visitor.page.evaluate(TOO_WIDE) == [], (size, width)
            assert not [parts for parts in wholes if visitor.page.evaluate(OVERLAPS, parts)], (size, width)


def test_the_words_never_lie_on_the_pizza(invite: Callable[..., Visitor]) -> None:
    visitor = invite(reduced_motion="reduce")
    visitor.open()
    for width in at(visitor, 280, 320, 360, 390, 430, 600, 820, 1280):
        assert not visitor.page.evaluate(OVERLAPS, [".hero h1", ".lede", ".hero-pizza"]), width


def test_total_and_button_are_in_sight_from_the_first_dish_on(visitor: Visitor) -> None:
    for width in at(visitor, 320, 390, 820, 1280):
        visitor.page.evaluate("scrollTo(0, 0)")
        visitor.choose("Pizza", 1)
        assert visitor.page.evaluate(IN_SIGHT, "[data-bar-total], [data-panel=choosing] [data-total]"), width
        assert visitor.page.evaluate(IN_SIGHT, "form [type=submit]"), width
    expect(visitor.page.get_by_role("button", name="Place the order")).to_have_count(1)


def test_every_state_has_one_h1_and_its_headings_in_order(visitor: Visitor) -> None:
    assert in_order(visitor.page.evaluate(HEADINGS))
    visitor.place()
    assert in_order(visitor.page.evaluate(HEADINGS)), "with problems"
    visitor.answer_instead("GET", *[running(ARN)] * 3)
    for card in (DECLINED, APPROVED):
        visitor.order(card)
        visitor.see("Your order is in")
        assert visitor.page.evaluate(HEADINGS) == [1]
        visitor.see("sorry" if card == DECLINED else "thank you")
        assert in_order(visitor.page.evaluate(HEADINGS))
        if card == DECLINED:
            visitor.page.get_by_role("button", name="Try again").click()
    visitor.page.add_init_script("delete Crypto.prototype.randomUUID")
    visitor.page.reload()
    visitor.see("too old")
    assert visitor.page.evaluate(HEADINGS) == [1]


def test_in_forced_colours_progress_is_told_by_a_sign(invite: Callable[..., Visitor]) -> None:
    visitor = invite(forced_colors="active")
    visitor.open()
    visitor.answer_instead("GET", *[running(ARN)] * 3)
    visitor.order()
    visitor.see("Your order is in")
    assert visitor.page.evaluate(MARKS) == ['"✓"', '"✓"', '""']


def test_a_dish_shows_the_picture_of_its_id(visitor: Visitor) -> None:
    visitor.serve_page(lambda html: html.replace('"id": "salad"', '"id": "tryout"'))
    visitor.page.reload()
    picture = visitor.page.locator("[data-item=tryout] img")
    expect(picture).to_have_attribute("src", re.compile("pictures-[0-9a-f]+.svg#tryout$"))
