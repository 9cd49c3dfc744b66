"""API Gateway: templates, gateway responses, content types, bodies."""

import gzip
import io
import json
import math
from types import SimpleNamespace
from typing import Any

from tests.system.workarounds.importing import EXECUTE_API, imported

THROTTLE = f"{EXECUTE_API}.handlers.throttle"
TEMPLATE = json.dumps({"error": {"requestId": "$context.extendedRequestId"}})


def apostrophe_is_not_escaped() -> bool:
    util = imported(f"{EXECUTE_API}.template_mapping").VelocityUtilApiGateway()
    return util.escapeJavaScript("O'Neil") != "O\\'Neil"


def slash_is_not_escaped() -> bool:
    util = imported(f"{EXECUTE_API}.template_mapping").VelocityUtilApiGateway()
    return util.escapeJavaScript("</a>") != "<\\/a>"


def input_is_spelled_at_length() -> bool:
    given = imported(f"{EXECUTE_API}.template_mapping").VelocityInput('{"a": ["\u00e9", 1]}', {})
    return given.json("$") != '{"a":["\u00e9",1]}'


def template_of_default_4xx_is_ignored() -> bool:
    return "error" not in _answer_to("WafFilteredError", {"DEFAULT_4XX": TEMPLATE}).get_json()


def request_id_is_not_filled_in() -> bool:
    answer = _answer_to("BadRequestBodyError", {"BAD_REQUEST_BODY": TEMPLATE})
    return answer.get_json() != {"error": {"requestId": "the id"}}


def own_failure_is_answered_in_plain_text() -> bool:
    return not _answer_to(None, {"DEFAULT_5XX": TEMPLATE}).is_json


def body_over_10_mb_fails_twice() -> bool:
    try:
        return _answer_to("RequestTooLargeError", {}, variables=None).status_code != 413
    except TypeError:
        return True


def unsigned_request_passes() -> bool:
    handler = imported(f"{EXECUTE_API}.handlers.authorizer").AuthorizerHandler()
    context = SimpleNamespace(
        resource_method={"authorizationType": "AWS_IAM"},
        invocation_request={"headers": {}, "http_method": "GET"},
        resource={"path": "/"},
        **dict.fromkeys(("region", "account_id", "api_id", "stage"), ""),
    )
    try:
        handler(None, context, None)
    except Exception:
        return False
    return True


def parameters_of_a_content_type_are_compared() -> bool:
    return _refuses("application/json; charset=UTF-8")


def case_of_a_content_type_is_compared() -> bool:
    return _refuses("Application/JSON")


def blank_parameter_counts() -> bool:
    handler = imported(f"{EXECUTE_API}.handlers.method_request").MethodRequestHandler()
    method = {"requestParameters": {"method.request.querystring.a": True}}
    request = {"headers": {}, "query_string_parameters": {"a": ""}}
    return handler._get_missing_required_parameters(method, request) != ["a"]


def body_that_is_not_utf_8_fails() -> bool:
    return _is_valid(b'"\xff"') is not False


def body_in_utf_16_passes() -> bool:
    return _is_valid('{"a": 1}'.encode("utf-16")) is not False


def body_with_nan_passes() -> bool:
    return _is_valid(b'{"a": NaN}') is not False


def body_of_deep_nesting_fails() -> bool:
    return _is_valid(b"[" * 200_000) is not False


def body_with_a_very_long_number_fails() -> bool:
    return _is_valid(b"1" * 5000) is not False


def body_that_only_claims_to_be_gzip_fails() -> bool:
    return _parsed("gzip", gzip.GzipFile(fileobj=io.BytesIO(b"{}"))) is not None


def unknown_coding_passes() -> bool:
    return _parsed("br", io.BytesIO(b"{}")) is not None


def packed_body_has_no_limit() -> bool:
    packed = gzip.compress(bytes(11 * 1024 * 1024))
    return _parsed("gzip", gzip.GzipFile(fileobj=io.BytesIO(packed))) is not None


def form_is_put_together_anew() -> bool:
    body = b'{"a": "b c"}'
    return _parsed("", io.BytesIO(body), "application/x-www-form-urlencoded") != body


def number_beyond_double_precision_passes() -> bool:
    return _is_valid(b'{"a": 1e999}') is not False


def pattern_is_read_as_pythons() -> bool:
    digit, named = {"pattern": r"^\d$"}, {"patternProperties": {r"^\d$": {}}, "additionalProperties": False}
    passed = _is_valid('"\u0663"'.encode(), digit) or _is_valid(rb'"1\n"', digit)
    key_passed = _is_valid('{"\u0663": 1}'.encode(), named) or not _is_valid(b'{"3": 1}', named)
    return bool(passed or key_passed) or not _is_valid('"\U0001f355"'.encode(), {"pattern": "^[^a]{2}$"})


def number_is_divided_as_binary() -> bool:
    cents = {"multipleOf": 0.01}
    return not all(_is_valid(sent, cents) for sent in (b"19.99", b"0.29", b"1e300")) or bool(
        _is_valid(b"0.295", cents)
    )


def reference_leads_to_another_model() -> bool:
    """A definition is looked for among the models, and isn't found there."""
    schema = {"items": {"$ref": "#/definitions/a"}, "definitions": {"a": {"type": "string"}}}
    api = SimpleNamespace(models={"Any": {"schema": json.dumps(schema)}}, resolved_models={})
    return _follows(b'["a"]', api) is not True or _follows(b"[1]", api) is not False


def any_text_is_taken_for_a_model() -> bool:
    provider = imported("localemu.services.apigateway.legacy.provider")
    api = SimpleNamespace(models={}, resolved_models={})
    provider.get_apigateway_store = lambda **_: SimpleNamespace(rest_apis={"api": api})
    given = {"rest_api_id": "api", "name": "Any", "content_type": "application/json"}
    try:
        provider.ApigatewayProvider.create_model(
            SimpleNamespace(), SimpleNamespace(), schema='{"nullable": true}', **given
        )
    except provider.BadRequestException:
        return False
    return True


def role_session_is_kept_forever() -> bool:
    headers = imported(f"{EXECUTE_API}.integrations.aws")._get_internal_mocked_headers_cached
    seconds = headers.cache.ttl if hasattr(headers, "cache") else math.inf
    return not 0 < seconds < 3600


def header_without_its_token_is_sent() -> bool:
    aws = imported(f"{EXECUTE_API}.integrations.aws")
    headers = aws.get_internal_mocked_headers("stepfunctions", "us-east-2", "arn", None)
    token = imported("localemu.aws.connect").INTERNAL_REQUEST_AUTH_HEADER
    return aws.INTERNAL_REQUEST_PARAMS_HEADER in headers and token not in headers


def throttle_of_a_method_is_ignored() -> bool:
    return _passed({"*/*": (100, 100), "~1/POST": (1, 1)}) != [True, False]


def changed_throttle_is_ignored() -> bool:
    handler = imported(THROTTLE).ThrottleHandler()
    passed = _passed({"*/*": (1, 1)}, handler), _passed({"*/*": (50, 50)}, handler)
    return passed != ([True, False], [True, True])


def _passed(limits: dict[str, tuple[int, int]], handler: Any = None) -> list[bool]:
    """Return whether each of two POSTs to the root passes under these limits, a rate and a burst each."""
    throttle = imported(THROTTLE)
    settings = {
        path: {"throttlingRateLimit": rate / 1000, "throttlingBurstLimit": burst}
        for path, (rate, burst) in limits.items()
    }
    asked = SimpleNamespace(
        api_id="api",
        stage="v1",
        stage_configuration={"methodSettings": settings},
        resource={"path": "/"},
        invocation_request={"http_method": "POST"},
    )
    handler = handler or throttle.ThrottleHandler()
    return [_passes(handler, asked, throttle.ThrottledError) for _ in range(2)]


def _passes(handler: Any, asked: Any, refusal: type[Exception]) -> bool:
    try:
        handler(None, asked, None)
    except refusal:
        return False
    return True


def _answer_to(error: str | None, templates: dict[str, str], variables: Any = ()) -> Any:
    """Return the answer to a gateway error, or to a failure of LocalEmu's own if it's None."""
    errors = imported(f"{EXECUTE_API}.gateway_response")
    responses = {
        kind: errors.build_gateway_response(kind, None, None, {"application/json": text}, False)
        for kind, text in templates.items()
    }
    context = SimpleNamespace(
        deployment=SimpleNamespace(rest_api=SimpleNamespace(gateway_responses=responses)),
        context_variables={"extendedRequestId": "the id"} if variables == () else variables,
    )
    answer = imported("localemu.http").Response()
    raised = getattr(errors, error)("refused") if error else RuntimeError("failed")
    handler = imported(f"{EXECUTE_API}.handlers.gateway_exception").GatewayExceptionHandler()
    handler(None, raised, context, answer)
    return answer


def _refuses(content_type: str) -> bool:
    """Return whether a content type does not pick the template of application/json."""
    integration = {"requestTemplates": {"application/json": "x"}, "passthroughBehavior": "NEVER"}
    pick = imported(
        f"{EXECUTE_API}.handlers.integration_request"
    ).IntegrationRequestHandler.get_request_template
    refusal = imported(f"{EXECUTE_API}.gateway_response").UnsupportedMediaTypeError
    try:
        return pick(integration=integration, request={"headers": {"Content-Type": content_type}}) != "x"
    except refusal:
        return True


def _parsed(coding: str, stream: Any, content_type: str = "application/json") -> bytes | str | None:
    """Return what LocalEmu reads of a POST, or its failure's name; None if it's refused as AWS refuses it."""
    parse = imported(f"{EXECUTE_API}.handlers.parse")
    errors = imported(f"{EXECUTE_API}.gateway_response")
    headers = {
        "Content-Encoding": "identity" if coding == "gzip" else coding,
        "Content-Type": content_type,
    }
    request = imported("rolo").Request("POST", "/", headers=headers)
    request.stream = stream
    context = SimpleNamespace(request=request, api_id="api", stage="v1")
    try:
        return parse.InvocationRequestParser().create_invocation_request(context)["body"]
    except (errors.UnsupportedMediaTypeError, errors.RequestTooLargeError):
        return None
    except OSError as error:
        return type(error).__name__


def _is_valid(body: bytes, schema: dict[str, Any] | None = None) -> bool | None:
    """Return whether a body follows a model, by default one that asks for nothing; None if the question fails."""
    return _follows(body, SimpleNamespace(resolved_models={"Any": schema or {"title": "anything"}}))


def _follows(body: bytes, api: Any) -> bool | None:
    """Return whether a body follows an API's model `Any`; None if the question fails."""
    handler = imported(f"{EXECUTE_API}.handlers.method_request").MethodRequestHandler
    try:
        return handler._is_body_valid({"requestModels": {"application/json": "Any"}}, api, {"body": body})
    except (ValueError, RecursionError):
        return None
