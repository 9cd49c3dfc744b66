"""The arguments of the API: their types, defaults and checks."""

import json
from collections.abc import Awaitable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema_rs
import pulumi
from typing_extensions import NotRequired, TypedDict

from .access import OPEN, Access, AccessKind, check_access
from .cors import check_origins
from .schema import check_schema


def read_schema(file: Path) -> dict[str, Any]:
    """Return a JSON Schema with its references resolved, also those to other files in or below its folder."""

    def retrieve(uri: str) -> Any:
        return json.loads((file.parent / uri.removeprefix("schema:/")).read_text("utf-8"))

    return jsonschema_rs.dereference(retrieve(file.name), retriever=retrieve, base_uri=f"schema:/{file.name}")


BOUNDS: Mapping[str, dict[str, Any]] = read_schema(Path(__file__).with_name("args.schema.json"))["properties"]


class Throttle(TypedDict):
    """A limit; requests beyond it get a 429.

    Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
    """

    rate: float
    """Requests per second, on average."""
    burst: int
    """Requests at once."""


STAGE = Throttle(rate=10, burst=40)
# An account and region have 10 calls of DescribeExecution per second: some are left to others. A page polls
# about four times until its execution has ended, so more starts would only wait for each other.
# Source: docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
DESCRIBE = Throttle(rate=8, burst=40)
START = Throttle(rate=2, burst=10)
STOP = Throttle(rate=1, burst=5)


class RestApiArgs(TypedDict):
    """The API's settings."""

    state_machine_arn: pulumi.Input[str]
    """ARN of the Standard state machine that POST starts, optionally with a version or an alias."""
    input_schema: Mapping[str, Any]
    """JSON Schema (draft 4) of an execution's input, with the keywords that API Gateway supports."""
    allowed_origins: pulumi.Input[Sequence[pulumi.Input[str]]]
    """Origins of the pages that may call the API, such as https://example.org; at least one."""
    access: NotRequired[Access]
    """Who may call; by default, anyone."""
    caller: NotRequired[bool]
    """Start executions with {"caller": {"kind", "id"}, "input"} instead of only the input; needs an access."""
    stop: NotRequired[bool]
    """Offer DELETE, which stops an execution."""
    open: NotRequired[pulumi.Input[bool]]
    """If false, POST responds 503 Closed and nothing else changes. Needs no new deployment of the API."""
    rest_api_id: NotRequired[pulumi.Input[str]]
    """The rest_api_id of an ApiEndpoint, if something else needed the API first; with root_resource_id."""
    root_resource_id: NotRequired[pulumi.Input[str]]
    """The root_resource_id of that ApiEndpoint."""
    vpc_endpoint_ids: NotRequired[pulumi.Input[Sequence[pulumi.Input[str]]]]
    """Make the API private: only these VPC endpoints reach it. With an ApiEndpoint, give them to that instead."""
    stage_name: NotRequired[str]
    """The last part of the API's URL, of letters, digits and _."""
    triggers: NotRequired[Mapping[str, pulumi.Input[str]]]
    """Deploy the API again when one of these changes: an authorizer's settings, an ApiEndpoint's policy."""
    throttle: NotRequired[Throttle]
    """The limit for all methods without their own limit; by default 10 requests per second, 40 at once."""
    start_throttle: NotRequired[Throttle]
    """The limit for POST; by default 2 requests per second, 10 at once."""
    describe_throttle: NotRequired[Throttle]
    """The limit for GET; by default 8 requests per second, 40 at once."""
    stop_throttle: NotRequired[Throttle]
    """The limit for DELETE; by default 1 request per second, 5 at once."""
    requests_per_ip: NotRequired[int]
    """Requests that one address may send in five minutes, counted by AWS WAF at its price; by default any number."""
    web_acl_arn: NotRequired[pulumi.Input[str]]
    """ARN of your own web ACL for the stage, instead of requests_per_ip."""
    log_retention_days: NotRequired[int]
    """Days that CloudWatch keeps the access log, one of the values that it offers."""
    tracing: NotRequired[bool]
    """Trace requests with X-Ray."""
    permissions_boundary: NotRequired[pulumi.Input[str]]
    """ARN of the permissions boundary of the API's role; none by default."""
    tags: NotRequired[pulumi.Input[Mapping[str, pulumi.Input[str]]]]
    """Tags of the API's resources, in addition to the provider's default tags."""


class Settings(NamedTuple):
    """The arguments, with their defaults."""

    state_machine_arn: pulumi.Input[str]
    input_schema: Mapping[str, Any]
    allowed_origins: pulumi.Input[Sequence[pulumi.Input[str]]]
    access: Access = OPEN
    caller: bool = False
    stop: bool = False
    open: pulumi.Input[bool] = True
    rest_api_id: pulumi.Input[str] | None = None
    root_resource_id: pulumi.Input[str] | None = None
    vpc_endpoint_ids: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None
    stage_name: str = "v1"
    triggers: Mapping[str, pulumi.Input[str]] = {}
    throttle: Throttle = STAGE
    start_throttle: Throttle = START
    describe_throttle: Throttle = DESCRIBE
    stop_throttle: Throttle = STOP
    requests_per_ip: int | None = None
    web_acl_arn: pulumi.Input[str] | None = None
    log_retention_days: int = 14
    tracing: bool = True
    permissions_boundary: pulumi.Input[str] | None = None
    tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None


def settings(args: RestApiArgs) -> Settings:
    """Return the arguments with their defaults and whole numbers as integers, checked as far as they are known.

    Raises ValueError or TypeError, with one sentence, for what AWS would refuse.
    """
    made = Settings(**whole(args))
    check_schema(made.input_schema)
    origins: Any = made.allowed_origins
    if isinstance(origins, str):
        raise TypeError("allowed_origins must be a list of origins, got a string")
    if isinstance(origins, list) and not any(isinstance(it, pulumi.Output | Awaitable) for it in origins):
        check_origins(origins)
    check_access(made.access)
    for name, rule in BOUNDS.items():
        value = getattr(made, name)
        if value is not Settings._field_defaults[name] and not _fits(rule, value):
            raise ValueError(f"{name} must be {words(rule)}, got {value!r}")
    for wrong, sentence in _contradictions(made):
        if wrong:
            raise ValueError(sentence)
    return made


def _fits(rule: dict[str, Any], value: Any) -> bool:
    try:
        return jsonschema_rs.is_valid(rule, value)
    except ValueError:  # of a type that JSON doesn't have, such as an output
        return False


def whole(value: Any) -> Any:
    """Return a value with whole numbers as integers: Pulumi passes all numbers from other languages as floats."""
    if isinstance(value, Mapping):
        return {key: whole(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [whole(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def words(rule: Mapping[str, Any]) -> str:
    """Return in words what a value must be by a JSON Schema, to follow "must be"."""
    match rule:
        case {"title": title}:
            return title
        case {"const": value}:
            return json.dumps(value)
        case {"enum": [*others, last]}:
            return f"one of {', '.join(map(str, others))} or {last}"
        case {"anyOf": rules}:
            return " or ".join(map(words, rules))
        case {"minimum": low, "maximum": high}:
            return f"a whole number from {low} to {high}"
    return f"a list of at most {rule['maxItems']}, each {words(rule['items'])}"


def _contradictions(made: Settings) -> Sequence[tuple[bool, str]]:
    endpoint = made.rest_api_id is not None
    return (
        (
            endpoint != (made.root_resource_id is not None),
            "rest_api_id and root_resource_id are outputs of an ApiEndpoint: give both or neither",
        ),
        (
            endpoint and made.vpc_endpoint_ids is not None,
            "vpc_endpoint_ids must be given to the ApiEndpoint whose rest_api_id is given",
        ),
        (
            made.requests_per_ip is not None and made.web_acl_arn is not None,
            "requests_per_ip creates a web ACL: give either it or web_acl_arn",
        ),
        (
            made.caller and made.access["kind"] == AccessKind.OPEN,
            "caller needs an access that proves who calls, not OPEN",
        ),
    )
