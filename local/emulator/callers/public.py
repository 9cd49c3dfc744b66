"""What anybody may ask: a deployed API, whose own access rules count, and a website."""

import re
import sys
from http import HTTPMethod, HTTPStatus
from typing import Any
from urllib.parse import unquote

from local.emulator.callers.call import Call

API = re.compile(r"/_aws/execute-api/(?P<id>[a-z0-9]+)/(?P<stage>[A-Za-z0-9_-]+)(?:/.*)?")
WEBSITE = re.compile(r"[a-z0-9.-]+\.s3-website\.[a-z0-9-]+\.localhost(?::[0-9]+)?")


def is_api(call: Call) -> bool:
    """Return whether a call is for a stage that there is. Another path, however it begins, is some service's."""
    asked = API.fullmatch(call.path)
    models = sys.modules.get("localemu.services.apigateway.models")  # not there before the first API is
    if not asked or not models:
        return False
    return asked["stage"] in models.apigateway_stores["0" * 12]["us-east-1"].active_deployments.get(
        asked["id"], ()
    )


def is_website(call: Call) -> bool:
    """Return whether an unsigned call is for a file of a website, and not for a page of LocalEmu's own."""
    asked = WEBSITE.fullmatch(call.one("host") or "") and call.method in {HTTPMethod.GET, HTTPMethod.HEAD}
    steers = any(name == "authorization" or name.startswith("x-amz-") for name in call.names)
    return bool(asked) and not steers and not unquote(call.path).lstrip("/").startswith("_")


def allows_origin(call: Call, gateway: Any) -> bool:
    """Return whether an API lets pages of the call's origin ask: by what it tells a browser that asks beforehand,
    about the call's own path or about the stage's root, for a path that isn't offered."""
    asked, origin = API.fullmatch(call.path), call.one("origin")
    if not asked or not origin:
        return False
    root = f"/_aws/execute-api/{asked['id']}/{asked['stage']}"
    return any(_allows(gateway, path, origin) for path in (root, call.path))


def _allows(gateway: Any, path: str, origin: str) -> bool:
    from rolo import Request, Response  # noqa: PLC0415 the emulator's, loaded by now

    headers = {"Host": "localhost", "Origin": origin, "Access-Control-Request-Method": "POST"}
    answer = Response()
    gateway.process(Request("OPTIONS", path, headers=headers, raw_path=path), answer)
    allowed = answer.headers.get("Access-Control-Allow-Origin")
    return answer.status_code < HTTPStatus.MULTIPLE_CHOICES and allowed in (origin, "*")
