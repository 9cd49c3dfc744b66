"""`make screenshots`: every state of the page, for docs/. No shop runs: what it would answer is said here."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from playwright.sync_api import Browser, Page, Route, sync_playwright

from components.orders import menu
from components.website.bundle import bundled
from tests.browser.conftest import ARGUMENTS, HOW_TO_GET_ONE, installed_chromium
from tests.cards import APPROVED, by_page
from tests.running import ROOT

DOCS = ROOT / "docs"
HERE = "http://localhost"
ID = "8a0f2a52-5b1c-4a94-8f0e-0f4d2f6a1c11"
RUNNING: dict[str, Any] = {"status": "RUNNING"}
SDK = """window.apigClientFactory = { newClient: () => ({
  rootPost: async () => ({ data: { executionArn: "arn" } }), rootGet: async () => ({ data: ANSWER }) }) };"""
DESKTOP, PHONE = {"width": 1280, "height": 940}, {"width": 390, "height": 844}
LOOKS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": DESKTOP, "reduced_motion": "reduce"},
    "phone": {"viewport": PHONE, "reduced_motion": "reduce"},
    "dark": {"viewport": PHONE, "reduced_motion": "reduce", "color_scheme": "dark"},
}
SHEET = """<body style="margin:0;background:#888;display:grid;gap:16px;padding:16px;
  grid-template-columns:repeat({columns},{width}px);align-items:start">{pictures}</body>"""


def ended(status: str, said: str) -> dict[str, Any]:
    """Return the answer for an order with this outcome, told in these of the shop's words, without its voice."""
    texts = {"orderId": ID, "total": "27.50", "currency": "USD", "message": f"Ann, {said}"}
    return {
        "status": "SUCCEEDED",
        "output": json.dumps({**texts, "status": status, "audio": None}),
        "stopDate": 1_790_000_000,
    }


def fill_in(page: Page) -> None:
    """Choose two pizzas and a drink, and fill in the rest."""
    for dish in ("Pizza", "Pizza", "Drink"):
        page.get_by_role("button", name=f"One {dish} more").click()
    card = by_page(APPROVED)
    labels = {"Your name": "Ann", "Card number": card.number, "Name on the card": card.name}
    for label, text in {**labels, "ZIP code": card.zip, "Security code": card.securityCode}.items():
        page.get_by_label(label).fill(text)


def place(page: Page) -> None:
    """Order, and wait until the page tells of the order."""
    fill_in(page)
    page.get_by_role("button", name="Place the order").click()
    page.locator("[data-panel=progress]:visible, [data-panel=settled]:visible").wait_for()
    page.wait_for_timeout(1_500)


def leave_out(page: Page) -> None:
    """Order without having filled in the form."""
    page.get_by_role("button", name="Place the order").click()


def look(_page: Page) -> None:
    """Do nothing."""


WORDS = json.loads((ROOT / "handlers/words.json").read_text(encoding="utf-8"))
STATES: dict[str, tuple[dict[str, Any], Callable[[Page], None]]] = {
    "menu": (RUNNING, look),
    "form": (RUNNING, fill_in),
    "problems": (RUNNING, leave_out),
    "waiting": (RUNNING, place),
    "confirmed": (ended("CONFIRMED", WORDS["paid"]["pickup"]), place),
    "declined": (ended("CANCELLED", WORDS["unpaid"]), place),
    "unknown": (ended("UNKNOWN", WORDS["unknown"].format(order=ID[:8])), place),
    "trouble": ({"status": "FAILED", "error": "OrderNotPlaced"}, place),
    "closed": (RUNNING, look),
}


def config(*, is_open: bool) -> str:
    """Return what a stack says."""
    key = rsa.generate_private_key(65537, 2048).public_key()
    spki = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    payment = {"keyId": "key", "publicKey": base64.b64encode(spki).decode()}
    sdk = {"script": "sdk.js", "zip": "sdk.zip"}
    return json.dumps({"sdk": sdk, "payment": payment, "menu": menu(), "open": is_open})


def taken(browser: Browser, settings: dict[str, Any], state: str) -> bytes:
    """Return a picture of the page in a state."""
    answer, act = STATES[state]
    said = config(is_open=state != "closed")
    files = {f"/{file.key}": (file.with_config(said), file.content_type) for file in bundled(ROOT / "site")}
    files["/"] = files["/index.html"]
    files["/sdk.js"] = (SDK.replace("ANSWER", json.dumps(answer)), "text/javascript")

    def handle(route: Route) -> None:
        path = "/" + route.request.url.partition(HERE)[2].lstrip("/").partition("?")[0]
        body, content_type = files.get(path, ("", "text/plain"))
        route.fulfill(body=body, content_type=content_type)

    page = browser.new_page(**settings)
    page.route("**/*", handle)
    page.goto(HERE)
    act(page)
    page.wait_for_load_state("networkidle")
    if act is look:
        page.evaluate("scrollTo(0, 0)")
    picture = page.screenshot(full_page=state == "form")
    page.close()
    return picture


def sheet(browser: Browser, pictures: list[bytes], width: int, columns: int) -> bytes:
    """Return pictures beside and below each other, made small."""
    shown = "".join(
        f'<img style="width:100%" src="data:image/png;base64,{base64.b64encode(picture).decode()}">'
        for picture in pictures
    )
    page = browser.new_page(viewport={"width": columns * (width + 16) + 16, "height": 100})
    page.set_content(SHEET.format(columns=columns, width=width, pictures=shown))
    made = page.screenshot(full_page=True, type="jpeg", quality=72)
    page.close()
    return made


def main() -> None:
    """Write docs/screenshot.png, the menu, and for each look a sheet of all states."""
    with sync_playwright() as playwright:
        program = installed_chromium()
        if not program and not Path(playwright.chromium.executable_path).exists():
            raise SystemExit(HOW_TO_GET_ONE)
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        for name, settings in LOOKS.items():
            pictures = {state: taken(browser, settings, state) for state in STATES}
            columns, width = (3, 420) if name == "desktop" else (len(STATES), 195)
            made = sheet(browser, list(pictures.values()), width, columns)
            (DOCS / f"page-{name}.jpg").write_bytes(made)
            if name == "desktop":
                (DOCS / "screenshot.png").write_bytes(pictures["menu"])
        browser.close()


if __name__ == "__main__":
    main()
