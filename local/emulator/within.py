"""A call that stays within the process: no connection and no signature; the caller's rights are checked as ever."""

from collections.abc import Mapping
from http import HTTPMethod, HTTPStatus
from importlib import import_module
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

KEPT_SECONDS = 2400  # of the hour that a role's session lasts: who calls by it takes a new one in time


def ask(method: str, url: str, query: str, headers: Mapping[str, str], body: bytes | str | None) -> Any:
    """Return a service's answer to a request that names its caller; only a refusal is in the log.

    url: its path alone counts. query: what stands behind the question mark.
    """
    rolo, handlers = import_module("rolo"), import_module("localemu.aws.handlers")
    path = urlsplit(url).path or "/"
    asked = rolo.Request(method, unquote(path), headers, body, query_string=query, raw_path=path)
    answer = rolo.Response()
    gateway = import_module("localemu.runtime").get_current_runtime().components.gateway
    chain = gateway.new_chain()  # what comes before looks for websites, APIs and browsers
    first = chain.request_handlers.index(handlers.parse_service_name)
    chain.request_handlers = chain.request_handlers[first:]
    chain.request_handlers.insert(1, handlers.content_decoder)
    chain.response_handlers = [
        _log_refusal if handler is handlers.log_response else handler for handler in chain.response_handlers
    ]
    chain.handle(gateway.context_class(asked), answer)
    return answer


def _log_refusal(chain: object, context: object, answer: Any) -> None:
    if answer.status_code >= HTTPStatus.BAD_REQUEST:
        import_module("localemu.aws.handlers").log_response(chain, context, answer)


def keep_within(client: Any) -> Any:
    """Return a botocore client that asks within the process."""
    client.meta.events.register("before-send", _answer)
    return client


def _answer(request: Any, **_: object) -> Any:
    url = urlsplit(request.url)
    headers = {name: v.decode() if isinstance(v, bytes) else v for name, v in request.headers.items()}
    answer = ask(request.method, request.url, url.query, {"Host": url.netloc, **headers}, request.body)
    response = import_module("botocore.awsrequest").AWSResponse
    body = b"" if request.method == HTTPMethod.HEAD else answer.data
    told = response(request.url, answer.status_code, answer.headers, BytesIO(body))
    told._content = body
    return told
