"""LocalEmu's dashboard, for a run started with GOPIZZA_DASHBOARD=1: in a browser, with the deployer's key.

A browser that knows the key also sends it with requests of other sites' pages, so these are refused by their origin.
Source: www.rfc-editor.org/rfc/rfc7617
"""

import base64
import hmac
import os

from local.emulator.callers.call import Call, RefusedError
from local.emulator.callers.signatures import Deployer
from local.emulator.launch import DASHBOARD, DASHBOARD_PATH

ASK_FOR_KEY = ("WWW-Authenticate", 'Basic realm="aws_access_key_id and aws_secret_access_key of this run"')


def is_dashboard(call: Call) -> bool:
    """Return whether the run has a dashboard and the call is for it or from it."""
    return os.environ.get(DASHBOARD) == "1" and call.path.startswith("/_localemu/")


def verify(call: Call, deployer: Deployer) -> None:
    """Raise RefusedError unless the user opens the dashboard, or the dashboard calls, with the deployer's key."""
    opened = call.one("sec-fetch-site") == "none" and (call.method, call.path) == ("GET", DASHBOARD_PATH)
    if not opened and call.one("sec-fetch-site") != "same-origin":
        raise RefusedError(
            "AccessDenied", "the dashboard is only for this browser's user and for its own pages"
        )
    key = f"{deployer.access_key}:{deployer.secret_key}".encode()
    given = (call.one("authorization") or "").removeprefix("Basic ")
    if not hmac.compare_digest(base64.b64encode(key), given.encode()):
        raise RefusedError("Unauthorized", "the dashboard needs the run's key", (ASK_FOR_KEY,))
