"""Ask the API by plain HTTP, as any client might, and take its answers apart."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

JSON = "application/json"
ORIGINS = ["https://one.example", "https://two.example"]  # whose pages may ask the API of `any_machine.py`


@dataclass(frozen=True)
class Answer:
    """headers: by name in lower case."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def body(self) -> Any:
        return json.loads(self.text)

    @property
    def code(self) -> str:
        return self.body["error"]["code"]


@dataclass(frozen=True)
class Api:
    """An API's stage, asked by a page of `origin`."""

    url: str
    origin: str

    def ask(
        self,
        method: str,
        body: object = None,
        *,
        path: str = "",
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str | None] | None = None,
    ) -> Answer:
        """Send one request; a body that isn't text or bytes goes as JSON. A header of None isn't sent."""
        url = urlsplit(self.url)
        assert url.hostname
        data = body if body is None or isinstance(body, str | bytes) else json.dumps(body)
        content_type = None if body is None else JSON
        sent = {"Origin": self.origin, "Content-Type": content_type, **(headers or {})}
        connection = http.client.HTTPConnection(url.hostname, url.port, timeout=30)
        try:
            target = f"{url.path}{path}" + (f"?{urlencode(query)}" if query else "")
            connection.request(method, target, data, {name: value for name, value in sent.items() if value})
            response = connection.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, names, response.read().decode())
        finally:
            connection.close()

    def start(self, body: object, **headers: str | None) -> Answer:
        return self.ask("POST", body, headers=headers)

    def describe(self, arn: str) -> Answer:
        return self.ask("GET", query={"executionArn": arn})
