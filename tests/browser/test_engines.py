"""The journey in other engines than Chromium: an order is placed and heard, one declined, a reload finds it again."""

import time
from collections.abc import Iterator

import pytest

from tests.browser import engines
from tests.browser.engines import Engine, MissingError
from tests.cards import APPROVED, DECLINED
from tests.running import RunningShop

FIELDS = {"#customer-name": "Ida", "#card-name": "Ida Mae", "#card-zip": "43085", "#card-code": "123"}
HEARD = "const audio = document.querySelector('audio'); return audio.currentTime > 0.3 || audio.ended"
READ_OR_SAID = """return !document.querySelector("audio").paused
  || !document.querySelector("[data-message]").hasAttribute("aria-hidden")"""
SLOWER = """const wait = performance.now() + arguments[0];
const fetched = XMLHttpRequest.prototype.send;
XMLHttpRequest.prototype.send = function (...body) {
  setTimeout(() => fetched.apply(this, body), Math.max(0, wait - performance.now()));
};"""


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def started(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    try:
        with getattr(engines, request.param)(tmp_path_factory.mktemp(request.param)) as engine:
            yield engine
    except MissingError as missing:
        pytest.skip(f"{missing} to try the page in {request.param}")


@pytest.fixture
def engine(started: Engine, shop: RunningShop) -> Engine:
    """An engine that sees the menu and remembers nothing of the shop."""
    started.goto(f"{shop.website_url}/404.html")
    started.run("sessionStorage.clear(); localStorage.clear()")
    started.goto(shop.website_url)
    started.see("What would you like?")
    return started


def order(engine: Engine, number: str) -> None:
    engine.until("return document.querySelector('#card-number')?.checkVisibility?.() ?? true")
    engine.click("[data-item=pizza] [data-step='1']")
    for selector, text in {**FIELDS, "#card-number": number}.items():
        engine.type(selector, text)
    engine.click(".till button[type=submit]")


def test_an_order_is_placed_and_heard_though_it_takes_long(engine: Engine) -> None:
    engine.run(SLOWER, 7_000)  # WebKit forgets a click after 5 s
    order(engine, APPROVED)
    engine.see("Ida, thank you for your order")
    engine.until(HEARD)
    assert engine.run("return document.querySelector('audio').offsetHeight") <= 60


def test_what_back_brings_has_the_cart_no_card_and_no_voice_that_is_stuck(
    engine: Engine, shop: RunningShop
) -> None:
    """From the browser's memory or loaded anew, as the engine likes."""
    elsewhere = f"{shop.website_url}/404.html"
    for selector, text in {**FIELDS, "#card-number": APPROVED}.items():
        engine.type(selector, text)
    engine.goto(elsewhere)
    engine.back()
    engine.until("return document.querySelector('#customer-name')?.value === 'Ida'")
    assert (
        engine.run("return [...document.querySelectorAll('.plastic input')].map((it) => it.value).join('')")
        == ""
    )
    order(engine, APPROVED)
    engine.until("return !document.querySelector('[data-panel=progress]').hidden")
    for _ in range(2):  # while the order is on its way, and while the voice speaks or wants to
        engine.goto(elsewhere)
        time.sleep(1)
        engine.back()
        engine.see("thank you for your order")
        time.sleep(1)
    engine.until(READ_OR_SAID)


def test_a_declined_card_is_told_and_a_reload_finds_the_order(engine: Engine) -> None:
    order(engine, DECLINED)
    engine.see("your payment didn't go through")
    engine.reload()
    engine.see("your payment didn't go through")
    engine.click("[data-action=try-again]")
    assert engine.run("return document.querySelector('#card-zip').value") == ""
    assert engine.run("return document.querySelector('#customer-name').value") == "Ida"
