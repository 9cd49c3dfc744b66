"""Which browsers' pages may read the API's answers, and the headers that tell them.

Source: docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
"""

import re
from collections.abc import Mapping, Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

# As browsers write them: no port if it is the scheme's default, names in punycode, no empty labels.
# Source: url.spec.whatwg.org/#concept-url-origin
_PART = "[a-z0-9]([a-z0-9-]*[a-z0-9])?"
HOST = rf"({_PART}(\.{_PART})*|\[[0-9a-f:]+\])"
PORT = "([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"
HTTPS_PORT, HTTP_PORT = rf"(:(?!443$){PORT})?", rf"(:(?!80$){PORT})?"
ORIGIN = re.compile(rf"https://{HOST}{HTTPS_PORT}|http://{HOST}{HTTP_PORT}")
# A host with such an end is an IP address. Source: url.spec.whatwg.org/#ends-in-a-number-checker
ADDRESS = re.compile(r"(.*[:.])?([0-9]+|0x[0-9a-f]*)|.*:.*")
# Responses are for one caller, and errors are temporary: no cache may keep either.
ALWAYS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
MAX_AGE = "7200"  # seconds, Chromium's upper limit


def is_origin(text: str) -> bool:
    """Return whether browsers write an origin like this. They write an IP address in one form, such as 127.0.0.1."""
    if not ORIGIN.fullmatch(text):
        return False
    try:
        host = urlsplit(text).hostname or ""
        return not ADDRESS.fullmatch(host) or str(ip_address(host)) == host
    except ValueError:
        return False


def check_origins(origins: Sequence[str]) -> list[str]:
    """Return the allowed origins unchanged; raises ValueError unless there is at least one, all as browsers send them.

    Source: developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Origin
    """
    if not origins:
        raise ValueError("allowed_origins must name at least one origin, like https://example.org")
    if wrong := [it for it in origins if not (isinstance(it, str) and is_origin(it))]:
        raise ValueError(
            "an allowed origin must be a scheme, a host in lower case and a port if it isn't the default, "
            f"like https://example.org, got {wrong[0]!r}"
        )
    return [*origins]


def answer_headers(origins: Sequence[str]) -> dict[str, str]:
    """Return the headers of a response whose mapping template replaces the origin by the caller's if allowed."""
    return {"Access-Control-Allow-Origin": origins[0], "Vary": "Origin", **ALWAYS}


def preflight_headers(
    origins: Sequence[str], methods: Sequence[str] = ("GET", "POST"), proof: Sequence[str] = ()
) -> dict[str, str]:
    """Return the headers of the response to OPTIONS; proof: the request headers that prove who calls."""
    return {
        **answer_headers(origins),
        "Access-Control-Allow-Methods": ",".join([*methods, "OPTIONS"]),
        "Access-Control-Allow-Headers": ",".join(["Content-Type", *proof]),
        "Access-Control-Max-Age": MAX_AGE,
    }


def gateway_headers(origins: Sequence[str]) -> dict[str, str]:
    """Return the headers of a response of API Gateway itself, in which nothing can choose an origin.

    With several origins, any origin may read it: a fixed sentence and a request id. With only one of them, pages of the
    others couldn't tell a mistake from an outage; the caller's own origin, repeated, would be `*` in disguise, and
    browsers would allow it together with credentials.
    Sources: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html,
    fetch.spec.whatwg.org/#cors-protocol-and-credentials
    """
    origin = origins[0] if len(origins) == 1 else "*"
    return {"Access-Control-Allow-Origin": origin, **ALWAYS}


def quoted(prefix: str, headers: Mapping[str, str]) -> dict[str, str]:
    """Return `headers` as API Gateway's static values: `{prefix}.header.Name` to `'value'`."""
    return {f"{prefix}.header.{name}": f"'{value}'" for name, value in headers.items()}
