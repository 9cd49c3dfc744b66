"""Who may call the emulator: whoever has this run's credentials, and no page but the shop's."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from botocore.credentials import Credentials

from tests.running import RunningShop
from tests.system.calling import SERVICES, Call, Headers, Wire, wired

IAM = SERVICES[0]
EVIL = "https://evil.example"
LOOPBACK = (
    "127.0.0.1:{port}",
    "localhost:{port}",
    "LocalHost:{port}",
    "[::1]:{port}",
    "bucket.localhost:{port}",
    "localhost.:{port}",
    "localhost",
)
OTHER_HOSTS = (
    "evil.example:{port}",
    "evil.example",
    "localhost.evil.example:{port}",
    "127.0.0.1.evil.example:{port}",
    "notlocalhost:{port}",
    "localhost@evil.example:{port}",
    "evil.example#localhost",
    "localhost:{port}.evil.example",
    "localhost, evil.example",
    "localhost.localemu.cloud:{port}",
    "0.0.0.0:{port}",
    "iam.amazonaws.com",
    "bucket.s3.us-east-2.amazonaws.com:{port}",
    "abc.execute-api.us-east-2.amazonaws.com",
    "abc.execute-api.evil.example:{port}",
    "",
)
BROWSERS = {
    "an image of another site": (("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Dest", "image")),
    "an image of an old browser": (("User-Agent", "Mozilla/5.0 (Macintosh) Version/15.4 Safari/605.1.15"),),
    "a link of a mail": (
        ("Sec-Fetch-Site", "none"),
        ("Sec-Fetch-Mode", "navigate"),
        ("Sec-Fetch-Dest", "document"),
    ),
    "another port of this machine": (("Sec-Fetch-Site", "same-site"),),
    "its own page": (("Sec-Fetch-Site", "same-origin"),),
    "any spelling": (("SEC-FETCH-SITE", "Cross-Site"),),
    "an unknown value": (("Sec-Fetch-Site", ""),),
    "only a mode": (("Sec-Fetch-Mode", "no-cors"),),
    "a form": (("Origin", EVIL), ("Content-Type", "application/x-www-form-urlencoded")),
    "a sandboxed frame": (("Origin", "null"),),
    "another port's page": (("Origin", "http://localhost:1"),),
    "two origins": (("Origin", "{page}"), ("Origin", EVIL)),
    "the page's origin and more": (("Origin", "{page}.evil.example"),),
    "a referrer": (("Referer", f"{EVIL}/page"),),
    "a preflight": (("Access-Control-Request-Method", "POST"),),
    "a socket": (
        ("Upgrade", "websocket"),
        ("Connection", "Upgrade"),
        ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="),
    ),
    "a sound of another site": (("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Dest", "audio")),
    "a proxy": (("X-Forwarded-Host", "localhost"),),
}
CLOSED_PATHS = (
    "/",
    "/_localemu/health",
    "/_localemu/dashboard",
    "/_localemu/state/reset",
    "/_aws/lambda/runtimes",
    "/_aws/sqs/messages",
    "/bucket?delete",
    "/health",
    "/%5flocalemu/health",
    "//_localemu/health",
    "/_aws/execute-api",
    "/_aws/execute-api/none/v1",
)
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW", "get")
QUERY = "?Action=ListRoles&Version=2010-05-08"
PROGRAM, PAGE = "a program", "the page"
FORGED = Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
EMULATOR = Credentials("__internal_call__", "__internal_call__")
FORMER = Credentials("test", "test")


@pytest.fixture
def wire(shop: RunningShop) -> Iterator[Wire]:
    with wired(shop.run.emulator_port, shop.credentials) as wire:
        yield wire


def told_by(who: str, shop: RunningShop) -> Headers:
    return tuple((name, value.format(page=shop.website_url)) for name, value in BROWSERS[who])


def ways_to_sign(wire: Wire) -> dict[str, Callable[[Call], Call]]:
    """Return the ways, of which the first is the right one."""
    stolen = Credentials(
        wire.credentials.access_key, "a guess"
    )  # the id is known from a link, the secret isn't
    inner = ("x-localemu-data", "{}")
    return {
        "the deployer": wire.signed,
        "nobody": lambda call: call,
        "a known id": lambda call: wire.signed(call, stolen),
        "the former key": lambda call: wire.signed(call, FORMER),
        "AWS's example": lambda call: wire.signed(call, FORGED),
        "the emulator itself": lambda call: wire.signed(call, EMULATOR).with_headers(inner),
        "an account": lambda call: wire.signed(call, Credentials("0" * 12, "test")),
        "the query": lambda call: wire.presigned(call, stolen),
        "a former version": lambda call: call.with_headers(
            ("Authorization", f"AWS {stolen.access_key}:guess")
        ),
    }


def test_every_service_answers_only_who_signed_from_this_machine_and_no_foreign_page(
    shop: RunningShop, wire: Wire, report: Callable[[str], None]
) -> None:
    """The whole table; where more than one thing is wrong, that must not make a right."""
    hosts = [it.format(port=wire.port) for it in (LOOPBACK[0], *OTHER_HOSTS)]
    page = {PROGRAM: (), PAGE: (("Origin", shop.website_url),)}
    browsers = page | {who: told_by(who, shop) for who in BROWSERS}
    ways = ways_to_sign(wire)
    wrong, cells = [], 0
    for call, host, browser, way in itertools.product(SERVICES, hosts, browsers, ways):
        faults = (host != hosts[0]) + (browser not in page) + (way != "the deployer")
        if faults > (2 if call.service in {"iam", "s3", "lambda"} else 1):
            continue
        signed = ways[way](call)
        allowed = host == hosts[0] and browser in page and way == "the deployer"
        status = wire.status(signed.with_headers(*browsers[browser]), host)
        cells += 1
        if (status != 403) != allowed:
            wrong.append(f"{call.service}, {host}, {browser}, {way}: {status}")
    report(
        f"callers: {cells} requests to {len(SERVICES)} services, {len(wrong)} answered as they shouldn't be"
    )
    assert not wrong, "\n".join([f"{len(wrong)} of {cells}", *wrong[:40]])


@pytest.mark.parametrize("host", LOOPBACK)
def test_it_answers_to_every_loopback_name(wire: Wire, host: str) -> None:
    host = host.format(port=wire.port)
    assert wire.status(wire.signed(IAM, host=host), host) == 200


@pytest.mark.parametrize(
    "hosts", [("{here}", "evil.example"), ("evil.example", "{here}"), ("{here}", "{here}")]
)
def test_it_answers_to_one_name_at_a_time(wire: Wire, hosts: tuple[str, str]) -> None:
    named = [it.format(here=wire.host) for it in hosts]
    assert wire.status(wire.signed(IAM), *named) == 403


@pytest.mark.parametrize("before", ["http://evil.example", "http://localhost", "//evil.example"])
def test_a_target_names_no_other_host(wire: Wire, before: str) -> None:
    assert wire.status(replace(wire.signed(IAM), target=before + IAM.target)) == 403


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("path", CLOSED_PATHS)
def test_no_path_and_no_method_is_open(wire: Wire, method: str, path: str) -> None:
    assert wire.status(Call("iam", path, method)) == 403


def api(shop: RunningShop, target: str = "") -> Call:
    return Call("iam", urlsplit(shop.stage_url).path + target)


LOOKALIKES = ("x", "%2f?", "/../../../?", "%00?", "-2?", ".?", ";?", "%20?", "\\?")


@pytest.mark.parametrize("after", LOOKALIKES)
@pytest.mark.parametrize("named", ["iam", "s3", "lambda"])
def test_what_only_begins_as_an_apis_path_is_no_apis(
    shop: RunningShop, wire: Wire, after: str, named: str
) -> None:
    """Nothing but the API answers below its path, whatever service a forged credential names."""
    forged = wire.signed(
        replace(api(shop, after + "Action=ListRoles&Version=2010-05-08"), service=named), FORGED
    )
    status, body = wire.send(forged)
    assert status == 403 or b'"error"' in body
    assert b"ListRolesResult" not in body


@pytest.mark.parametrize("suffix", ["", "/", QUERY, f"/%ff{QUERY}", f"//{QUERY}"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "BREW"])
def test_below_an_apis_path_the_api_alone_answers(
    shop: RunningShop, wire: Wire, suffix: str, method: str
) -> None:
    steered = replace(api(shop, suffix), method=method).with_headers(
        ("X-Amz-Target", "DynamoDB_20120810.ListTables")
    )
    _, body = wire.send(wire.signed(steered, FORGED))
    assert b"requestId" in body
    assert b"ListRoles" not in body
    assert b"TableNames" not in body


def test_an_api_answers_its_page_and_programs_without_a_signature(shop: RunningShop, wire: Wire) -> None:
    assert wire.status(api(shop)) == 400
    assert (
        wire.status(api(shop).with_headers(("Origin", shop.website_url), ("Sec-Fetch-Site", "same-site")))
        == 400
    )


@pytest.mark.parametrize("who", BROWSERS)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_an_api_answers_no_page_that_cors_does_not_allow(
    shop: RunningShop, wire: Wire, who: str, method: str
) -> None:
    assert wire.status(replace(api(shop), method=method).with_headers(*told_by(who, shop))) == 403


@pytest.mark.parametrize(("origin", "status"), [("https://two.example", 400), ("https://three.example", 403)])
def test_an_api_answers_the_pages_that_cors_allows(
    any_machine: dict[str, str], wire: Wire, origin: str, status: int
) -> None:
    call = Call("execute-api", urlsplit(any_machine["url"]).path)
    assert wire.status(call.with_headers(("Origin", origin), ("Sec-Fetch-Site", "cross-site"))) == status
