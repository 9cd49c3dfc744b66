"""Someone who visits the shop with a browser, and everything that the browser did meanwhile."""

import json
from collections.abc import Callable
from typing import Any, Generic, Protocol
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Route, expect
from typing_extensions import TypeVar

from tests.card_traces import traces
from tests.cards import APPROVED, by_page
from tests.running import RunningShop
from tests.system.ordering import until

CARDHOLDER = by_page(APPROVED).name
FAILED_REQUEST = "Failed to load resource"  # how Chromium's console begins when an answer is an error

# Beyond cookies, local storage and databases: what the tab keeps, and the addresses it went to.
KEPT = """async () => {
  const look = async (at) => { try { return await at() } catch { return "closed" } };
  const places = [
    () => ({ ...sessionStorage }), () => history.state, () => location.href, () => name, () => document.title,
    () => caches.keys(), () => performance.getEntries().map(({ name }) => name),
  ];
  return JSON.stringify(await Promise.all(places.map(look)));
}"""


class Visited(Protocol):
    """A shop, running here or on AWS."""

    @property
    def website_url(self) -> str: ...
    @property
    def stage_url(self) -> str: ...


Shop = TypeVar("Shop", bound=Visited, default=RunningShop)  # Python 3.12 has no syntax for a default


class Visitor(Generic[Shop]):
    """A browser page in the shop. Leaving it asserts that the page broke no rule while it was open."""

    def __init__(self, context: BrowserContext, shop: Shop, page: Page | None = None) -> None:
        self.shop, self.context = shop, context
        self.page = page or context.new_page()
        self.twins: list[Visitor[Shop]] = []
        self.hung: list[Route] = []
        self.forgiving = False
        self.complaints: list[
            str
        ] = []  # errors and warnings in the console, violations of the CSP among them
        self.requests: list[Request] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._note)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _note(self, request: Request) -> None:
        self.requests.append(request)

    def open(self) -> None:
        """Open the page and wait for the menu."""
        self.page.goto(self.shop.website_url)
        expect(self.page.get_by_role("button", name="One Pizza more")).to_be_visible()

    def choose(self, dish: str, pieces: int) -> None:
        """Press the dish's plus so often."""
        for _ in range(pieces):
            self.page.get_by_role("button", name=f"One {dish} more").click()

    def fill_in(self, number: str = APPROVED, name: str = "Ann") -> None:
        """Choose two pizzas and a drink for $27.50, and fill in the rest of the form."""
        self.choose("Pizza", 2)
        self.choose("Drink", 1)
        self.page.get_by_label("Your name").fill(name)
        self.pay_with(number)

    def pay_with(self, number: str = APPROVED) -> None:
        """Fill in the card."""
        card = by_page(number)
        self.page.get_by_label("Card number").fill(card.number)
        self.page.get_by_label("Name on the card").fill(card.name)
        self.page.get_by_label("ZIP code").fill(card.zip)
        self.page.get_by_label("Security code").fill(card.securityCode)

    def place(self) -> None:
        """Press the button that orders."""
        self.page.get_by_role("button", name="Place the order").click()

    def order(self, number: str = APPROVED, name: str = "Ann") -> None:
        """Fill in the form and send it."""
        self.fill_in(number, name)
        self.place()

    def see(self, text: str) -> None:
        """Assert that this text is, or comes, where it can be seen."""
        main = self.page.locator("main")
        expect(main).to_contain_text(text, timeout=30_000, use_inner_text=True, ignore_case=True)

    def order_id(self) -> str:
        """Return the order number on the page."""
        return self.page.locator("[data-order-id]:visible").get_attribute("value") or ""

    def serve_page(self, change: Callable[[str], str]) -> None:
        """Let the page's HTML come changed from now on."""

        def handle(route: Route) -> None:
            answer = route.fetch()
            route.fulfill(response=answer, body=change(answer.text()))

        self.page.route(f"{self.shop.website_url}/", handle)

    def answer_instead(self, method: str, *answers: tuple[int, dict[str, Any]] | None) -> list[str]:
        """Let the API answer these to its next calls of a method, None for no answer at all, then itself again.

        Return the list to which each call's body is added, the real ones' too.
        """
        waiting, bodies = list(answers), []

        def handle(route: Route) -> None:
            if route.request.method != method:
                return route.fallback()
            bodies.append(route.request.post_data or "")
            if not waiting:
                return route.fallback()
            answer = waiting.pop(0)
            if answer is None or answer[0] >= 400:
                self.forgive_failed_requests()
            if answer is None:
                return route.abort("connectionfailed")
            headers = {"Access-Control-Allow-Origin": self.shop.website_url}
            return route.fulfill(status=answer[0], json=answer[1], headers=headers)

        self.page.route(f"{self.shop.stage_url}**", handle)
        return bodies

    def lose_answers(self, count: int, *, hang: bool = False) -> list[str]:
        """Let the shop have the next orders that this browser sends, in any tab, and lose its answers to them.

        hang: the browser doesn't learn that, until `notice_losses`. Return the list to which each order's execution is
        added.
        """
        arns: list[str] = []
        self.forgive_failed_requests()

        def lose(route: Route) -> None:
            if route.request.method != "POST" or len(arns) == count:
                return route.fallback()
            arns.append(route.fetch().json()["executionArn"])
            return self.hung.append(route) if hang else route.abort("connectionreset")

        self.context.route(f"{self.shop.stage_url}**", lose)
        return arns

    def notice_losses(self) -> None:
        """Let the browser learn which answers are lost."""
        while self.hung:
            self.hung.pop().abort("connectionreset")

    def wait_until(self, look: Callable[[], object]) -> None:
        """Wait until `look` sees something, while the browser goes on."""
        until(lambda: self.page.evaluate("true") and look())

    def duplicate(self) -> "Visitor[Shop]":
        """Duplicate the tab as browsers do: the new one begins with a copy of what the session storage holds.

        Source: html.spec.whatwg.org/multipage/webstorage.html#the-sessionstorage-getter
        """
        with self.page.expect_popup() as opened:
            self.page.evaluate("() => { open(location.href) }")
        self.twins.append(Visitor(self.context, self.shop, opened.value))
        self.twins[-1].forgiving = self.forgiving
        return self.twins[-1]

    def forgive_failed_requests(self) -> None:
        """For tests in which something else fails than by `answer_instead`: the console tells of each such answer."""
        self.forgiving = True

    def _kept(self) -> str:
        """Return everything that the browser remembers of the visit."""
        if self.page.is_closed():
            return ""
        return json.dumps(self.context.storage_state(indexed_db=True)) + self.page.evaluate(KEPT)

    def _sent(self) -> str:
        return "\n".join(
            f"{request.url}\n{request.headers}\n{request.post_data or ''}" for request in self.requests
        )

    def leave(self) -> None:
        """Close the page.

        AssertionError if it complained, asked anything of a host that isn't the shop's, or gave a card away.
        """
        for twin in self.twins:
            twin.leave()
        given_away = traces(self._kept().encode()) + traces(self._sent().encode())
        self.context.close()
        complaints = [it for it in self.complaints if not (self.forgiving and it.startswith(FAILED_REQUEST))]
        assert not complaints, complaints
        assert not given_away, given_away
        allowed = {
            urlsplit(url)[1].rpartition(":")[2] for url in (self.shop.website_url, self.shop.stage_url)
        }
        foreign = [
            request.url
            for request in self.requests
            if urlsplit(request.url).hostname not in {"localhost", "127.0.0.1"}
            or str(urlsplit(request.url).port) not in allowed
        ]
        assert not foreign, foreign


def executions(shop: RunningShop) -> set[str]:
    """Return the names of all orders that the shop ever took."""
    pages = shop.client("stepfunctions").get_paginator("list_executions")
    listed = pages.paginate(stateMachineArn=shop.outputs["stateMachineArn"])
    return {execution["name"] for page in listed for execution in page["executions"]}
