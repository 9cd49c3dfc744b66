"""What anybody may call: a deployed API, which has its own access rules, and a website."""

import re
import sys
from http import HTTPMethod, HTTPStatus
from typing import Any
from urllib.parse import unquote

from local.emulator.callers.call import Call

API = re.compile(r"/_aws/execute-api/(?P<id>[a-z0-9]+)/(?P<stage>[A-Za-z0-9_-]+)(?:/.*)?")
WEBSITE = re.compile(r"[a-z0-9.-]+\.s3-website\.[a-z0-9-]+\.localhost(?::[0-9]+)?")


def is_api(call: Call) -> bool:
    """Return whether a call is for an existing stage. Any other path belongs to some service."""
    asked = API.fullmatch(call.path)
    models = sys.modules.get("localemu.services.apigateway.models")  # imported when the first API is made
    if not asked or not models:
        return False
    return asked["stage"] in models.apigateway_stores["0" * 12]["us-east-1"].active_deployments.get(
        asked["id"], ()
    )


def is_website(call: Call) -> bool:
    """Return whether an unsigned call is for a file of a website, not for one of LocalEmu's own pages."""
    asked = WEBSITE.fullmatch(call.one("host") or "") and call.method in {HTTPMethod.GET, HTTPMethod.HEAD}
    steers = any(name == "authorization" or name.startswith("x-amz-") for name in call.names)
    return bool(asked) and not steers and not unquote(call.path).lstrip("/").startswith("_")


def allows_origin(call: Call, gateway: Any) -> bool:
    """Return whether an API allows pages of the call's origin, by its response to a preflight for the call's path, or
    for the stage's root if the path doesn't exist."""
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
