"""Order through the shop's REST API as the page does: the card encrypted for the published key, the outcome polled."""

import base64
import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from tests.cards import APPROVED, by_program
from tests.running import RunningShop

_DEADLINE_SECONDS = 60
POLL_SECONDS = 0.2


TOTAL = "27.50"


class Order(dict[str, Any]):
    """An order as POST takes it for `input`; name: the one that its card is sealed for."""

    name: str


def encrypted(shop: RunningShop, number: str, name: str, total: str = TOTAL) -> dict[str, str]:
    """Return `{"keyId", "ciphertext"}` for a card of this number and one order, for the key in config.json."""
    key_id, key = payment_key(shop)
    padding = OAEP(MGF1(hashes.SHA256()), hashes.SHA256(), None)
    return sealed(key_id, key.encrypt(by_program(number).plaintext(name, total), padding))


def sealed(key_id: str, ciphertext: bytes) -> dict[str, str]:
    """Return the order's `card`."""
    return {"keyId": key_id, "ciphertext": base64.b64encode(ciphertext).decode()}


def payment_key(shop: RunningShop) -> tuple[str, RSAPublicKey]:
    """Return the payment key's id and public half, as the page's config.json has them."""
    payment = _json(f"{shop.website_url}/config.json")["payment"]
    key = serialization.load_der_public_key(base64.b64decode(payment["publicKey"]))
    assert isinstance(key, RSAPublicKey)
    return payment["keyId"], key


def order(shop: RunningShop, number: str = APPROVED, **changes: Any) -> Order:
    """Return an order of two pizzas and a drink for 27.50, by default for pickup and paid by the approved card."""
    name, total = str(uuid.uuid4()), changes.get("total", TOTAL)
    made = Order(
        {
            "customer": {"name": "Ann"},
            "fulfilment": "pickup",
            "items": [{"item": "pizza", "quantity": 2}, {"item": "drink", "quantity": 1}],
            "total": total,
        }
        | ({} if "card" in changes else {"card": encrypted(shop, number, name, total)})
        | changes
    )
    made.name = name
    return made


def delivered() -> dict[str, Any]:
    """Return what makes an order one to be delivered."""
    return {"fulfilment": "delivery", "delivery": {"address": "12 Main St", "phone": "614 555 0100"}}


def body_of(wanted: dict[str, Any]) -> dict[str, Any]:
    """Return the body of POST for an order, under the name that its card is sealed for."""
    return {"name": wanted.name if isinstance(wanted, Order) else str(uuid.uuid4()), "input": wanted}


def start(shop: RunningShop, wanted: dict[str, Any]) -> str:
    """POST an order; return its execution's ARN."""
    request = urllib.request.Request(
        shop.stage_url,
        json.dumps(body_of(wanted)).encode(),
        {"Content-Type": "application/json", "Origin": shop.website_url},
    )
    return _json(request)["executionArn"]


def outcome(shop: RunningShop, wanted: dict[str, Any]) -> dict[str, Any]:
    """Order, wait until it is through, and return its outcome."""
    arn = start(shop, wanted)
    described = ended(lambda: _json(f"{shop.stage_url}?executionArn={urllib.parse.quote(arn)}"))
    assert described["status"] == "SUCCEEDED", described
    output = described["output"]
    return json.loads(output) if isinstance(output, str) else output


def ended(describe: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Describe an execution until it has ended; return its last description."""

    def look() -> dict[str, Any] | None:
        described = describe()
        return None if described["status"] == "RUNNING" else described

    return until(look)


def until[T](look: Callable[[], T | None]) -> T:
    """Return what `look` finds, as soon as it finds something; it must within a minute."""
    pause, deadline = threading.Event(), time.monotonic() + _DEADLINE_SECONDS
    while not (found := look()):
        assert time.monotonic() < deadline, "nothing found within a minute"
        pause.wait(POLL_SECONDS)
    return found


def status_of(url: str) -> int:
    """Return the HTTP status of a GET."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def fetch(url: str) -> tuple[str, bytes]:
    """Return the content type and the body of a GET."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.headers["Content-Type"], answer.read()


def _json(request: urllib.request.Request | str) -> dict[str, Any]:
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)
