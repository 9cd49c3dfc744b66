"""Requests that the shop's API must refuse, of many kinds, each made by its seed and number."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random
from string import ascii_letters, digits
from urllib.parse import quote

from tests.load import bad_bodies
from tests.load.bad_bodies import TEMPLATE, good_bytes, refused, text

JSON = "application/json"
BODY, PARAMETER, NO_EXECUTION = "InvalidRequestBody", "MissingParameter", "ExecutionDoesNotExist"
MEDIA_TYPE, NOWHERE = "UnsupportedMediaType", "NotFound"
# Characters of one long part; request line and headers together stay below API Gateway's 10,240 bytes.
# Source: docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
LONG = 8_000


@dataclass(frozen=True, kw_only=True)
class BadRequest:
    """One request. target: what follows the stage's path; codes: those of the error contract that may answer it."""

    kind: str
    codes: frozenset[str]
    method: str = "POST"
    target: str = ""
    headers: tuple[tuple[str, str], ...] = (("Content-Type", JSON),)
    body: bytes = b""
    chunked: bool = False


def _body(make: Callable[[Random], bytes]) -> Callable[[Random], BadRequest]:
    def request(rng: Random) -> BadRequest:
        return BadRequest(kind="", codes=frozenset({BODY}), body=make(rng))

    return request


def content_type(rng: Random) -> BadRequest:
    """Return a good order under another content type."""
    known = (
        "text/plain",
        "text/json",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    )
    odd = ("application/jsonp", "application/json-patch+json", "application/*", "*/*", "x", "a" * LONG)
    sent = rng.choice([*known, *odd]) + rng.choice(["", "; charset=utf-8", "; boundary=x"])
    return BadRequest(
        kind="",
        codes=frozenset({MEDIA_TYPE}),
        method=rng.choice(["POST", "POST", "POST", "OPTIONS"]),
        headers=(("Content-Type", sent),),
        body=good_bytes(rng),
    )


def content_coding(rng: Random) -> BadRequest:
    """Return a good order that claims to be compressed."""
    coding = rng.choice(["gzip", "deflate", "br", "zstd", "x", "gzip, gzip"])
    headers = (("Content-Type", JSON), ("Content-Encoding", coding))
    return BadRequest(kind="", codes=frozenset({MEDIA_TYPE}), headers=headers, body=good_bytes(rng))


def method(rng: Random) -> BadRequest:
    """Return a good order, sent by a method that isn't offered."""
    token = "".join(rng.choices(ascii_letters + digits + "-_!~", k=rng.randint(1, 40)))
    sent = rng.choice(["PUT", "PATCH", "DELETE", "HEAD", "TRACE", "PROPFIND", "QUERY", f"X{token}"])
    override = (("X-HTTP-Method-Override", "POST"), ("X-Method-Override", "POST"), ("X-HTTP-Method", "POST"))
    headers = (("Content-Type", JSON), *rng.sample(override, rng.randint(0, 3)))
    return BadRequest(kind="", codes=frozenset({NOWHERE}), method=sent, headers=headers, body=good_bytes(rng))


def path(rng: Random) -> BadRequest:
    """Return a good order for a path that isn't offered."""
    steps = (
        "executions",
        "..",
        "%2e%2e",
        ".",
        "%2f",
        "%5c..",
        "%00",
        "%ff",
        "{proxy+}",
        "a%0d%0aX:y",
        "%25%32%65",
    )
    some = "/".join(rng.choices(steps, k=rng.randint(1, 8)))
    target = rng.choice(
        [f"/x{some}", f"/{quote(text(rng, 30), safe='')}x", f"/{'a' * rng.randint(1, LONG)}", f"/{some}/x"]
    )
    return BadRequest(
        kind="",
        codes=frozenset({NOWHERE}),
        method=rng.choice(["POST", "GET"]),
        target=target,
        body=good_bytes(rng),
    )


def no_arn(rng: Random) -> BadRequest:
    """Return a GET whose parameter is missing, or is elsewhere or called otherwise."""
    name = rng.choice(["", "executionarn", "executionArn[]", "arn", " executionArn", "executionArn.x"])
    query = f"{quote(name)}={quote(arn(rng))}" if name else rng.choice(["", "&&&", "=", "%00=%00"])
    headers = rng.choice([(), (("executionArn", quote(arn(rng))),)])
    return BadRequest(
        kind="", codes=frozenset({PARAMETER}), method="GET", target=f"?{query}", headers=headers
    )


def foreign_arn(rng: Random) -> BadRequest:
    """Return a GET for an execution of another machine, account, region or service, once or several times."""
    query = "&".join(f"executionArn={quote(arn(rng), safe='')}" for _ in range(rng.choice([1, 1, 1, 2, 5])))
    return BadRequest(kind="", codes=frozenset({NO_EXECUTION}), method="GET", target=f"?{query}", headers=())


def malformed_arn(rng: Random) -> BadRequest:
    """Return a GET for what is no ARN."""
    value = rng.choice(
        [text(rng, 60) + "x", rng.choice(TEMPLATE), "x" * rng.randint(1, LONG), arn(rng) + "'\"}", "%"]
    )
    query = f"executionArn={quote(value, safe='')}"
    return BadRequest(kind="", codes=frozenset({NO_EXECUTION}), method="GET", target=f"?{query}", headers=())


def arn(rng: Random) -> str:
    """Return the ARN of something that isn't the shop's."""
    service = rng.choice(["states", "states", "lambda", "iam", ""])
    kind = rng.choice(["execution", "express", "stateMachine", "activity", "mapRun"])
    region = rng.choice(["us-east-2", "us-east-1", ""])
    return f"arn:aws:{service}:{region}:{rng.randrange(10**12):012}:{kind}:{text(rng, 12)}:{text(rng, 12)}"


def odd_headers(rng: Random) -> BadRequest:
    """Return a body that breaks the schema, among headers that mean something elsewhere."""
    header: list[tuple[str, str]] = [
        ("X-Amz-Target", "AWSStepFunctions.StartExecution"),
        (
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-2/states/aws4_request, Signature=0",
        ),
        ("X-Amz-Security-Token", "x" * 500),
        ("Cookie", "a=" + "b" * rng.randint(0, LONG // 4)),
        ("X-Long", "x" * rng.randint(0, LONG // 4)),
        ("X-Control", "a\x01\x7f\x0bb"),
        ("X-Latin", "é" * 20),
        ("Expect", "100-continue"),
        ("Upgrade", rng.choice(["websocket", "h2c", "TLS/1.0"])),
        ("X-HTTP-Method-Override", "GET"),
        ("Accept", rng.choice(["text/xml", "*", "application/json;q=0"])),
        ("Accept-Encoding", "gzip;q=0, *;q=0"),
        ("Range", "bytes=0-0"),
        ("If-None-Match", "*"),
        ("X-Forwarded-For", text(rng, 20).encode("ascii", "ignore").decode().translate({10: 32, 0: 32})),
        ("X-Amzn-Trace-Id", "Root=" + "1" * 300),
        ("executionArn", "x"),
        ("Content-Encoding", "identity"),
    ]
    some = rng.sample(header, rng.randint(1, 6))
    doubled = some[: rng.randint(0, 1)]
    headers = (("Content-Type", JSON), *some, *doubled)
    return BadRequest(
        kind="", codes=frozenset({BODY}), headers=headers, body=refused(bad_bodies.replaced)(rng)
    )


def in_chunks(rng: Random) -> BadRequest:
    """Return a body that breaks the schema and comes without its length."""
    return BadRequest(kind="", codes=frozenset({BODY}), body=refused(bad_bodies.garbled)(rng), chunked=True)


KINDS: Mapping[str, Callable[[Random], BadRequest]] = {
    "not JSON": _body(bad_bodies.not_json),
    "cut off": _body(bad_bodies.cut_off),
    "garbled": _body(refused(bad_bodies.garbled)),
    "deep": _body(bad_bodies.deep),
    "long number": _body(bad_bodies.long_number),
    "no object": _body(bad_bodies.other_top),
    "dropped": _body(refused(bad_bodies.dropped)),
    "added": _body(refused(bad_bodies.added)),
    "replaced": _body(refused(bad_bodies.replaced)),
    "another machine": _body(bad_bodies.other_machine),
    "another name": _body(refused(bad_bodies.other_name)),
    "large": _body(bad_bodies.large),
    "content type": content_type,
    "content coding": content_coding,
    "method": method,
    "path": path,
    "no ARN": no_arn,
    "foreign ARN": foreign_arn,
    "malformed ARN": malformed_arn,
    "odd headers": odd_headers,
    "in chunks": in_chunks,
}


def bad_request(seed: int, number: int) -> BadRequest:
    """Return the one request of this seed and number; kinds take turns."""
    kind = list(KINDS)[number % len(KINDS)]
    return replace(KINDS[kind](Random(f"{seed}/{number}")), kind=kind)


def bad_requests(seed: int, count: int) -> Iterator[BadRequest]:
    """Give `count` requests, the same for the same seed."""
    return (bad_request(seed, number) for number in range(count))
