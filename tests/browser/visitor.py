"""Someone who visits the shop with a browser, and everything that the browser did meanwhile."""

import json
from typing import Any, Protocol
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Route, expect

from tests.running import RunningShop

APPROVED = "1111111111111111"
DECLINED = "2222222222222222"
CARDHOLDER = "Xaviera Quillfeather"
FAILED_REQUEST = "Failed to load resource"  # how Chromium's console begins when an answer is an error


class Visited(Protocol):
    """A shop, running here or on AWS."""

    @property
    def website_url(self) -> str: ...
    @property
    def stage_url(self) -> str: ...


class Visitor[Shop: Visited = RunningShop]:
    """A browser page in the shop. Leaving it asserts that the page broke no rule while it was open."""

    def __init__(self, context: BrowserContext, shop: Shop) -> None:
        self.shop, self.context = shop, context
        self.page = context.new_page()
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

    def fill_in(self, number: str, name: str = "Ann") -> None:
        """Choose two pizzas and a drink for $27.50, and fill in the rest of the form."""
        self.choose("Pizza", 2)
        self.choose("Drink", 1)
        self.page.get_by_label("Your name").fill(name)
        self.pay_with(number)

    def pay_with(self, number: str) -> None:
        """Fill in the card."""
        self.page.get_by_label("Card number").fill(number)
        self.page.get_by_label("Name on the card").fill(CARDHOLDER)
        self.page.get_by_label("ZIP code").fill("43085")
        self.page.get_by_label("Security code").fill("739")

    def place(self) -> None:
        """Press the button that orders."""
        self.page.get_by_role("button", name="Place the order").click()

    def see(self, text: str) -> None:
        """Assert that this text is, or comes, where it can be seen."""
        main = self.page.locator("main")
        expect(main).to_contain_text(text, timeout=30_000, use_inner_text=True, ignore_case=True)

    def order_id(self) -> str:
        """Return the order number on the page."""
        words = self.page.locator("[data-order-id]:visible").inner_text()
        return words.strip()

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
            if answer is None:
                return route.abort("connectionfailed")
            headers = {"Access-Control-Allow-Origin": self.shop.website_url}
            return route.fulfill(status=answer[0], json=answer[1], headers=headers)

        self.page.route(f"{self.shop.stage_url}**", handle)
        return bodies

    def forgive_failed_requests(self) -> None:
        """For tests in which the API fails: the console tells of each such answer."""
        self.complaints = [text for text in self.complaints if not text.startswith(FAILED_REQUEST)]

    def leave(self) -> None:
        """Close the page; AssertionError if it complained, or asked anything of a host that isn't the shop's."""
        self.context.close()
        assert not self.complaints, self.complaints
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


def error(status: int, code: str) -> tuple[int, dict[str, Any]]:
    """Return an error in the API's one shape."""
    return status, {"error": {"code": code, "message": "", "requestId": "test"}}


def running(arn: str) -> tuple[int, dict[str, Any]]:
    """Return the answer for an execution that isn't through."""
    return 200, {"executionArn": arn, "status": "RUNNING"}


def succeeded(outcome: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Return the answer for an execution with this outcome."""
    return 200, {"status": "SUCCEEDED", "output": json.dumps(outcome)}
