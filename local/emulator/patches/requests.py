"""A body that isn't JSON in UTF-8 is a 400; `application/json; charset=utf-8` is JSON; a required parameter that is
blank is missing.

On AWS
- a body that isn't JSON in UTF-8 is a BAD_REQUEST_BODY. LocalEmu fails with a 500 on bytes that aren't UTF-8, on
  numbers of thousands of digits and on very deep nesting, and accepts UTF-16 and the words NaN and Infinity. It would
  turn a number beyond double precision into such a word, so that is refused too;
- a required parameter must be there and not blank. LocalEmu only looks whether it is there;
- the MIME type alone chooses the mapping template: `application/json; charset=UTF-8` that of application/json. LocalEmu
  compares the whole header, letter by letter, and answers 415.
Sources: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html,
…/request-response-data-mappings.html
"""

import json
import math
from collections.abc import Mapping
from typing import Any

from local.emulator.when_imported import instead_of

HANDLERS = "localemu.services.apigateway.next_gen.execute_api.handlers"
HEADER, QUERY = "Content-Type", "query_string_parameters"


def check_json(body: bytes) -> None:
    """Raise ValueError or RecursionError unless `body` is empty or JSON in UTF-8."""
    if body:
        json.loads(body.decode(), parse_constant=_no_constant, parse_float=_finite)


def mime_type(content_type: str) -> str:
    """Return the header's value without parameters, in lower case."""
    return content_type.partition(";")[0].strip().lower()


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} isn't JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError(f"{digits} is beyond double precision")
    return number


@instead_of(f"{HANDLERS}.method_request", "MethodRequestHandler._is_body_valid")
def ask_for_json_first(follows_model: Any, method: Any, rest_api: Any, request: Mapping[str, Any]) -> bool:
    try:
        check_json(request.get("body") or b"")
        return follows_model(method, rest_api, request)
    except (ValueError, RecursionError):
        return False


@instead_of(f"{HANDLERS}.method_request", "MethodRequestHandler._get_missing_required_parameters")
def miss_blank_ones(missing: Any, method: object, request: Mapping[str, Any]) -> list[str]:
    given = {name: value for name, value in request.get(QUERY, {}).items() if value.strip()}
    return missing(method, {**request, QUERY: given})


@instead_of(f"{HANDLERS}.integration_request", "IntegrationRequestHandler.get_request_template")
def pick_by_mime_type(pick: Any, integration: object, request: Mapping[str, Any]) -> str | None:
    sent = request["headers"].get(HEADER)
    headers = {HEADER: mime_type(sent)} if sent else {}
    return pick(integration=integration, request={**request, "headers": headers})
