"""Bodies that aren't JSON in UTF-8.

AWS answers BAD_REQUEST_BODY. LocalEmu fails, with a 500, on bytes that aren't UTF-8, on numbers of thousands of digits
and on very deep nesting, and it lets UTF-16 and the words NaN and Infinity pass. Of a number beyond double precision it
would make such a word: it's refused, too.
Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
"""

import json
import math
from collections.abc import Mapping
from typing import Any

from local.emulator.when_imported import when_imported

METHOD_REQUEST = "localemu.services.apigateway.next_gen.execute_api.handlers.method_request"


def install() -> None:
    """Refuse what isn't JSON before a model is asked."""
    when_imported(METHOD_REQUEST, _mend)


def check_json(body: bytes) -> None:
    """Raise ValueError or RecursionError unless `body` is empty or JSON in UTF-8."""
    if body:
        json.loads(body.decode(), parse_constant=_no_constant, parse_float=_finite)


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} isn't JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError(f"{digits} is beyond double precision")
    return number


def _mend(handlers: Any) -> None:
    handler = handlers.MethodRequestHandler
    follows_model = handler._is_body_valid

    def is_body_valid(method: object, rest_api: object, request: Mapping[str, Any]) -> bool:
        try:
            check_json(request.get("body") or b"")
            return follows_model(method, rest_api, request)
        except (ValueError, RecursionError):
            return False

    handler._is_body_valid = staticmethod(is_body_valid)
