"""Only requests that are signed with this run's keys are answered, and unsigned ones for what is public; no page of
another site can call anything.

Whoever may call the emulator can run code here, as a function. LocalEmu trusts the access key that a request names,
doesn't ask browsers where a request for S3 or for an API-like path comes from, and uses parts of a request before it
checks anything. So each request, whatever its service, path, method and host, is checked here first, and LocalEmu sees
only requests

- to a loopback name, so that a host name that was made to point to this machine doesn't count as one;
- from no browser, from the page, from the page's audio element, or to a deployed API whose CORS allows the page;
- signed by this run's deployer, by a user or by a session of a role, unless they are for a deployed API or a website;
- or, for the dashboard if the run has one, with the deployer's key as a browser sends it.
"""

import logging
import os
from collections.abc import Callable, Iterable
from http import HTTPStatus
from importlib import import_module
from typing import Any

from local.emulator.callers import dashboard, public
from local.emulator.callers.browsers import Browsers, is_loopback
from local.emulator.callers.call import Call, RefusedError
from local.emulator.callers.signatures import Deployer, verify
from local.emulator.when_imported import instead_of, when_imported

type Environ = dict[str, Any]
type Start = Callable[[str, list[tuple[str, str]]], Any]
INNER = "localemu.aws.connect"
log = logging.getLogger(__name__)


def install() -> None:
    """Check requests before LocalEmu's gateway. The deployer's key is taken from the environment and removed there."""
    deployer = Deployer(os.environ["ROOT_ACCESS_KEYS"], os.environ.pop("GOPIZZA_SECRET_ACCESS_KEY"))
    browsers = Browsers(os.environ.get("GOPIZZA_PAGE_ORIGIN"))

    @instead_of("rolo.gateway.wsgi", "WsgiGateway.__call__")
    def guarded(serve: Any, wsgi: Any, environ: Environ, start: Start) -> Iterable[bytes]:
        call = Call.of(environ)
        try:
            _check(call, wsgi.gateway, browsers, deployer)
        except RefusedError as refused:
            log.warning("refused: %s %s: %s", call.method, call.path, refused)
            return _answer(call, refused, start)
        return serve(wsgi, environ, start)

    @when_imported("localemu.services.s3.presigned_url")
    def let_s3_know(urls: Any) -> None:
        """Let S3, which checks presigned URLs again, find the secret keys."""
        urls._DEMO_ACCESS_KEY_SECRETS = {deployer.access_key: deployer.secret_key}


def _check(call: Call, gateway: Any, browsers: Browsers, deployer: Deployer) -> None:
    """Raise RefusedError unless the call may pass."""
    if _is_inner(call):
        return None
    if not is_loopback(call):
        raise RefusedError("AccessDenied", "only this machine's loopback names are answered")
    if dashboard.is_dashboard(call):
        return dashboard.verify(call, deployer)
    is_api = public.is_api(call)
    if not browsers.may_ask(call) and not (is_api and public.allows_origin(call, gateway)):
        raise RefusedError("AccessDenied", "browsers may request only the page")
    if not (is_api or public.is_website(call)):
        verify(call, deployer)
    return None


def _is_inner(call: Call) -> bool:
    """Return whether LocalEmu itself is the caller: its clients have a token of this process."""
    inner = import_module(INNER)
    return call.one(inner.INTERNAL_REQUEST_AUTH_HEADER) == inner.INTERNAL_REQUEST_AUTH_TOKEN


def _answer(call: Call, refused: RefusedError, start: Start) -> list[bytes]:
    """Refuse in a form that AWS's clients understand."""
    kind, body = refused.told(as_json=bool(call.one("x-amz-target")))
    status = HTTPStatus.UNAUTHORIZED if refused.headers else HTTPStatus.FORBIDDEN
    headers = [("Content-Type", kind), ("Content-Length", str(len(body))), ("x-amzn-ErrorType", refused.code)]
    headers += refused.headers
    start(f"{status.value} {status.phrase}", headers)
    return [body]
