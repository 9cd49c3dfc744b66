"""Bodies that the shop's API must refuse: broken JSON, and orders that were changed until they break the schema."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from random import Random
from typing import Any

from jsonschema import Draft4Validator

from components.orders import order_schema
from components.rest_api.schema import model_schema

LETTERS = "abcABC012 '\"\\/{}[]$#<>&\n\t\0é李😀\u2028"
TEMPLATE = (
    "$input.json('$')",
    "#set($x = 1)",
    "${context.identity.caller}",
    "#foreach($i in [1..9])$i#end",
    "#*",
)
ODD_VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1.5,
    1e308,
    "",
    " ",
    [],
    {},
    [[]],
    {"": None},
    *TEMPLATE,
)


@cache
def _model() -> Draft4Validator:
    return Draft4Validator(json.loads(model_schema(order_schema())))


def is_refused(body: bytes) -> bool:
    """Return whether a body isn't JSON in UTF-8 or breaks the model that the shop's API has."""
    try:
        parsed = json.loads(body.decode(), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return True
    return not _model().is_valid(parsed)


def _no_constant(word: str) -> None:
    raise ValueError(word)


def good(rng: Random) -> dict[str, Any]:
    """Return a request to start an execution, which the API would accept."""
    menu = order_schema()["properties"]["items"]["items"]["properties"]["item"]["enum"]
    ciphertext = "".join(rng.choices("ABCDEFabcdef0189+/", k=342)) + "=="
    wanted = rng.sample(menu, rng.randint(1, len(menu)))
    items = [{"item": item, "quantity": rng.randint(1, 20)} for item in wanted]
    key = f"arn:aws:kms:us-east-2:{rng.randrange(10**12):012}:key/{_uuid(rng)}"
    delivery = {"address": f"{rng.randrange(100)} Main St", "phone": f"+1 614 {rng.randrange(10**6, 10**7)}"}
    order = {
        "customer": {"name": f"A{text(rng, 20)}".translate({ord(c): "x" for c in "\n\t\0\u2028"})},
        **rng.choice([{"fulfilment": "pickup"}, {"fulfilment": "delivery", "delivery": delivery}]),
        "items": items,
        "total": f"{rng.randrange(10**6)}.{rng.randrange(100):02}",
        "card": {"keyId": key, "ciphertext": ciphertext},
    }
    return {"name": _uuid(rng), "input": order} if rng.random() < 0.5 else {"input": order}


def good_bytes(rng: Random) -> bytes:
    """Return it as the page sends it."""
    return json.dumps(good(rng), ensure_ascii=rng.random() < 0.5).encode()


def text(rng: Random, most: int) -> str:
    """Return up to `most` letters, odd ones among them."""
    return "".join(rng.choices(LETTERS, k=rng.randint(0, most)))


def _uuid(rng: Random) -> str:
    digits = f"{rng.getrandbits(128):032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def refused(make: Callable[[Random], bytes]) -> Callable[[Random], bytes]:
    """Return a maker that tries `make` until the result is refused; a change of an order may leave it good."""

    def tried(rng: Random) -> bytes:
        return next(body for body in iter(lambda: make(rng), None) if is_refused(body))

    return tried


def not_json(rng: Random) -> bytes:
    """Return text that's no JSON, or bytes that are no text."""
    return rng.choice(
        [
            b"\xff\xfe" + rng.randbytes(rng.randint(0, 200)),
            b"\xef\xbb\xbf{}x",
            good_bytes(rng).decode().encode("utf-16"),
            b"NaN",
            b'{"input": Infinity}',
            b"{'input': {}}",
            b'{"input": {},}',
            b'// {"input": {}}',
            f"input={text(rng, 50)}".encode(),
            f"<order>{text(rng, 50)}</order>".encode(),
            b"\0" * rng.randint(1, 50),
        ]
    )


def cut_off(rng: Random) -> bytes:
    """Return the beginning of an order, of any length but the whole."""
    body = good_bytes(rng)
    return body[: rng.randrange(len(body))]


def garbled(rng: Random) -> bytes:
    """Return an order in which some bytes were changed, dropped or doubled."""
    body = bytearray(good_bytes(rng))
    for _ in range(rng.randint(1, 5)):
        place = rng.randrange(len(body))
        body[place : place + 1] = rng.choice([b"", rng.randbytes(1), body[place : place + 1] * 2])
    return bytes(body)


def deep(rng: Random) -> bytes:
    """Return JSON that's nested deeper than anything reads."""
    depth, inside = rng.choice([50, 500, 5_000, 50_000]), rng.choice([b"", b"1"])
    opened, closed = rng.choice([(b"[", b"]"), (b'{"input":', b"}")])
    return opened * depth + (inside or b"0") + closed * depth


def long_number(rng: Random) -> bytes:
    """Return a quantity that no number type holds."""
    digits = rng.choice(
        ["9" * rng.randint(20, 6_000), "1e" + "9" * rng.randint(3, 400), "-0." + "0" * 400 + "1"]
    )
    return (
        json.dumps(_with(good(rng), ["input", "items", 0, "quantity"], "@")).replace('"@"', digits).encode()
    )


def other_top(rng: Random) -> bytes:
    """Return JSON that's no object with an input."""
    return json.dumps(
        rng.choice([*ODD_VALUES, [good(rng)], good(rng)["input"], {"Input": good(rng)["input"]}])
    ).encode()


def dropped(rng: Random) -> bytes:
    """Return an order in which something is missing."""
    request = good(rng)
    parent, key = rng.choice(list(_places(request)))
    del parent[key]
    return json.dumps(request).encode()


def added(rng: Random) -> bytes:
    """Return an order with something that nobody asked for, anywhere."""
    request = good(rng)
    objects = [request, *(it[key] for it, key in _places(request) if isinstance(it[key], dict))]
    names = (
        "price",
        "total",
        "__proto__",
        "constructor",
        "stateMachineArn",
        "traceHeader",
        "input",
        "",
        text(rng, 9),
    )
    rng.choice(objects)[rng.choice(names)] = rng.choice([*ODD_VALUES, text(rng, 20)])
    return json.dumps(request).encode()


def replaced(rng: Random) -> bytes:
    """Return an order with an odd value in the place of one of its own, often of another type."""
    request = good(rng)
    parent, key = rng.choice(list(_places(request)))
    parent[key] = rng.choice([*ODD_VALUES, text(rng, 400), "x" * 5_000, list(range(50)), deepcopy(request)])
    return json.dumps(request).encode()


def other_machine(rng: Random) -> bytes:
    """Return an order that names a state machine, as StartExecution would take it."""
    arn = f"arn:aws:states:us-east-2:{rng.randrange(10**12):012}:stateMachine:{text(rng, 8)}"
    return json.dumps(good(rng) | {"stateMachineArn": arn}).encode()


def other_name(rng: Random) -> bytes:
    """Return an order whose name is no UUID."""
    name = rng.choice(
        [*ODD_VALUES, text(rng, 100), _uuid(rng) + "\n", _uuid(rng)[:-1], "*" * 36, _uuid(rng) + _uuid(rng)]
    )
    return json.dumps(good(rng) | {"name": name}).encode()


def large(rng: Random) -> bytes:
    """Return an order of up to half a megabyte."""
    size = rng.choice([10_000, 262_144, 500_000])
    return json.dumps(_with(good(rng), ["input", "customer", "name"], "x" * size)).encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Give each place inside a JSON value, as its container and key."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in items:
        yield value, key
        yield from _places(child)


def _with(request: dict[str, Any], path: list[Any], value: Any) -> dict[str, Any]:
    parent: Any = request
    for key in path[:-1]:
        parent = parent[key]
    parent[path[-1]] = value
    return request
