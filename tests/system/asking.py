"""Ask the API by plain HTTP, as any client might, and take its answers apart."""

import http.client
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

JSON = "application/json"
ORIGINS = ["https://one.example", "https://two.example"]  # whose pages may ask the API of `any_machine.py`
TIMEOUT_SECONDS = 30

_kept = threading.local()  # one connection for each address and thread


class _Connection(http.client.HTTPConnection):
    """Closes with the thread that keeps it."""

    def __del__(self) -> None:
        self.close()


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
        query: Mapping[str, str] | str | None = None,
        headers: Mapping[str, str | None] | None = None,
    ) -> Answer:
        """Send one request; a body that isn't text or bytes goes as JSON. A header of None isn't sent.

        query: parameters, or the query as it is to be sent
        """
        url = urlsplit(self.url)
        data = body if body is None or isinstance(body, str | bytes) else json.dumps(body)
        data = data.encode() if isinstance(data, str) else data
        content_type = None if body is None else JSON
        sent = {"Origin": self.origin, "Content-Type": content_type, **(headers or {})}
        target = f"{url.path}{path}" + (
            f"?{query if isinstance(query, str) else urlencode(query)}" if query else ""
        )
        return _asked(
            url.netloc, method, target, data, {name: value for name, value in sent.items() if value}
        )

    def start(self, body: object, **headers: str | None) -> Answer:
        return self.ask("POST", body, headers=headers)

    def describe(self, arn: str) -> Answer:
        return self.ask("GET", query={"executionArn": arn})


def _asked(address: str, method: str, target: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
    """Send a request on the connection that this thread keeps, anew if the other side has closed it meanwhile."""
    connections: dict[str, _Connection] = _kept.__dict__.setdefault("connections", {})
    known = address in connections
    connection = connections.setdefault(address, _Connection(address, timeout=TIMEOUT_SECONDS))
    try:
        connection.request(method, target, body, headers)
        response = connection.getresponse()
        names = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, names, response.read().decode())
    except (OSError, http.client.HTTPException) as failure:
        connection.close()
        del connections[address]
        if not known or not isinstance(failure, ConnectionError):
            raise
    return _asked(address, method, target, body, headers)
