"""The voice speaks whenever it can, says so when it can't, and a screen reader doesn't talk over it."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.browser.answers import succeeded
from tests.browser.test_trouble import OUTCOME, STARTED
from tests.browser.visitor import Visitor

SPEAKS = "() => { const it = document.querySelector('audio'); return !it.paused && it.currentTime > 0.1 }"
THROUGH = "() => document.querySelector('audio').ended"
# What a screen reader would read aloud by itself while the voice speaks.
SPOKEN_OVER = """
window.spokenOver = [];
new MutationObserver((changes) => {
  const audio = document.querySelector("audio");
  for (const { target } of changes) {
    const around = target instanceof Element ? target : target.parentElement;
    const live = around?.closest("[role=status], [role=alert], [aria-live]");
    if (live?.textContent.trim() && audio && !audio.paused && !audio.ended) spokenOver.push(live.textContent);
  }
}).observe(document, { subtree: true, childList: true, characterData: true });
"""
REFUSES = """
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
  const pressed = event?.type === "click" && event.target.matches("[data-action=hear]");
  return pressed ? play.call(this) : Promise.reject(new DOMException("no", "NotAllowedError"));
};
"""
UNLOCKED = """
window.unlocked = [];
const load = HTMLMediaElement.prototype.load;
HTMLMediaElement.prototype.load = function () {
  unlocked.push(navigator.userActivation.isActive && document.body.dataset.at);
  return load.call(this);
};
"""


def confirmed(visitor: Visitor) -> None:
    visitor.order()
    visitor.see("thank you for your order")


def test_the_player_is_touched_inside_the_click_that_orders(visitor: Visitor) -> None:
    visitor.page.add_init_script(UNLOCKED)
    visitor.page.reload()
    confirmed(visitor)
    assert visitor.page.evaluate("unlocked[0]") == "choosing"


def test_it_can_be_heard_again_by_a_button(visitor: Visitor) -> None:
    confirmed(visitor)
    visitor.page.wait_for_function(SPEAKS)
    again = visitor.page.get_by_role("button", name="Hear it again")
    expect(again).to_be_hidden()
    visitor.page.wait_for_function(THROUGH)
    again.click()
    visitor.page.wait_for_function(SPEAKS)
    expect(again).to_be_hidden()


def test_press_play_goes_when_it_plays(visitor: Visitor) -> None:
    visitor.page.add_init_script(REFUSES)
    visitor.page.reload()
    visitor.order()
    visitor.see("Press play to hear it")
    visitor.page.get_by_role("button", name="Hear it").click()
    visitor.page.wait_for_function(SPEAKS)
    expect(visitor.page.get_by_text("Press play")).to_have_count(0)


def test_a_recording_that_failed_is_tried_again_by_itself_and_by_a_button(visitor: Visitor) -> None:
    later = datetime.now(UTC) + timedelta(minutes=15)
    audio = {
        "url": f"{visitor.shop.emulator_url}/a/b.mp3",
        "contentType": "audio/mpeg",
        "expiresAt": later.isoformat(),
    }
    asked: list[str] = []
    visitor.page.route("**/b.mp3", lambda route: (asked.append(route.request.url), route.abort())[1])
    visitor.answer_instead("POST", STARTED)
    visitor.answer_instead("GET", succeeded(OUTCOME | {"audio": audio}))
    visitor.order()
    visitor.see("The voice can't be played")
    visitor.wait_until(lambda: len(asked) == 2)
    visitor.page.get_by_role("button", name="Try the voice again").click()
    visitor.wait_until(lambda: len(asked) == 3)
    visitor.forgive_failed_requests()


def test_a_screen_reader_does_not_talk_over_it(visitor: Visitor) -> None:
    visitor.page.add_init_script(SPOKEN_OVER)
    visitor.page.reload()
    confirmed(visitor)
    title = visitor.page.locator("#outcome-title")
    expect(title).to_be_focused()
    expect(title).to_have_accessible_name("Confirmed.")
    visitor.page.wait_for_function(THROUGH)
    expect(title).to_have_accessible_name(
        "Confirmed. Ann, thank you for your order - it will be ready for pickup in 15 minutes"
    )
    assert visitor.page.evaluate("spokenOver") == []


def test_the_player_is_as_tall_as_a_button(visitor: Visitor) -> None:
    confirmed(visitor)
    for width in (320, 1280):
        visitor.page.set_viewport_size({"width": width, "height": 800})
        box = visitor.page.locator("audio").bounding_box()
        assert box
        assert box["height"] <= 60, width
