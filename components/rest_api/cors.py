"""Which browsers' pages may read the API's answers, and the headers that tell them.

Source: docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
"""

import re
from collections.abc import Mapping, Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

# As browsers write them: no port where it's the scheme's own, names in punycode, none of their parts empty.
# Source: url.spec.whatwg.org/#concept-url-origin
_PART = "[a-z0-9]([a-z0-9-]*[a-z0-9])?"
HOST = rf"({_PART}(\.{_PART})*|\[[0-9a-f:]+\])"
PORT = "([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"
HTTPS_PORT, HTTP_PORT = rf"(:(?!443$){PORT})?", rf"(:(?!80$){PORT})?"
ORIGIN = re.compile(rf"https://{HOST}{HTTPS_PORT}|http://{HOST}{HTTP_PORT}")
# A host that ends so is an address. Source: url.spec.whatwg.org/#ends-in-a-number-checker
ADDRESS = re.compile(r"(.*[:.])?([0-9]+|0x[0-9a-f]*)|.*:.*")
# Answers carry what one caller asked for, and errors pass: neither is to be kept by anyone on the way.
ALWAYS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
MAX_AGE = "7200"  # seconds, Chromium's upper limit


def is_origin(text: str) -> bool:
    """Return whether browsers write an origin so. Of an address they know one form only, such as 127.0.0.1 or [::1]."""
    if not ORIGIN.fullmatch(text):
        return False
    host = urlsplit(text).hostname or ""
    try:
        return not ADDRESS.fullmatch(host) or str(ip_address(host)) == host
    except ValueError:
        return False


def check_origins(origins: Sequence[str]) -> list[str]:
    """Return the allowed origins as they came; raises ValueError unless there are some, all as browsers send them.

    Source: developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Origin
    """
    if not origins:
        raise ValueError("allowed_origins must name at least one origin, like https://example.org")
    if wrong := [origin for origin in origins if not is_origin(origin)]:
        raise ValueError(
            "an allowed origin is scheme, host in lower case and port if unusual, like https://example.org: "
            f"got {wrong[0]!r}"
        )
    return [*origins]


def answer_headers(origins: Sequence[str]) -> dict[str, str]:
    """Return the headers of an answer made by a mapping template, which swaps in the caller's origin if allowed."""
    return {"Access-Control-Allow-Origin": origins[0], "Vary": "Origin", **ALWAYS}


def preflight_headers(
    origins: Sequence[str], methods: Sequence[str] = ("GET", "POST"), proof: Sequence[str] = ()
) -> dict[str, str]:
    """Return the headers of the answer to OPTIONS; proof: the request headers by which callers prove who they are."""
    return {
        **answer_headers(origins),
        "Access-Control-Allow-Methods": ",".join([*methods, "OPTIONS"]),
        "Access-Control-Allow-Headers": ",".join(["Content-Type", *proof]),
        "Access-Control-Max-Age": MAX_AGE,
    }


def gateway_headers(origins: Sequence[str]) -> dict[str, str]:
    """Return the headers of an answer that API Gateway makes by itself, where nothing can choose an origin.

    With several origins any may read it: a fixed sentence and a request id. One of the origins alone would keep the
    others from telling a mistake from an outage; the caller's own, repeated, would be `*` in disguise, less plainly
    said, and the one that browsers allow to be combined with credentials.
    Sources: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html,
    fetch.spec.whatwg.org/#cors-protocol-and-credentials
    """
    origin = origins[0] if len(origins) == 1 else "*"
    return {"Access-Control-Allow-Origin": origin, **ALWAYS}


def quoted(prefix: str, headers: Mapping[str, str]) -> dict[str, str]:
    """Return `headers` as API Gateway's static values: `{prefix}.header.Name` to `'value'`."""
    return {f"{prefix}.header.{name}": f"'{value}'" for name, value in headers.items()}
