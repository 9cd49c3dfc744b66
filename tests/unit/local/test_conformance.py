"""The stand-in provider changes, names and refuses as its table says the real one does.

The table's own truth is the provider's source, file by file; what can be compared here is compared: every property
with the installed pulumi-aws, every parameter with the installed botocore.
"""

import re
import sys
from collections.abc import Iterator
from typing import Any

import botocore
import botocore.session
import pulumi_aws
import pytest
from pulumi import _types

from local.provider import Aws, ProviderError
from local.provider.conformance import DEFAULTS
from local.provider.resource import AGAIN
from local.provider.shapes import Shape
from tests.provider import TABLE, WholeProvider
from tests.provider.resource_types import RESOURCES

PROVIDER = WholeProvider(Aws("http://127.0.0.1:9", "us-east-2"), {"Stack": "dev"})
PROPERTIES = [(kind, name) for kind, entry in TABLE.items() for name in entry.properties]
INTEGRATION = "aws:apigateway/integration:Integration"
INTEGRATION_RESPONSE = "aws:apigateway/integrationResponse:IntegrationResponse"
METHOD_RESPONSE = "aws:apigateway/methodResponse:MethodResponse"
REST_API = "aws:apigateway/restApi:RestApi"
TABLE_KIND = "aws:dynamodb/table:Table"
ROLE = "aws:iam/role:Role"
FUNCTION = "aws:lambda/function:Function"
MACHINE = "aws:sfn/stateMachine:StateMachine"
KEY = "aws:kms/key:Key"
TAKEN_APART = {"settings", "Notifications", "SubscriberEmailAddresses"}  # by their classes
# docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html, …/API_SetSubscriptionAttributes.html
SNS_ATTRIBUTES = {
    "DisplayName",
    "FifoTopic",
    "FilterPolicy",
    "KmsMasterKeyId",
    "Policy",
    "RawMessageDelivery",
}
LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"


def test_every_type_that_is_known_is_in_the_table_and_no_other() -> None:
    assert RESOURCES.keys() == TABLE.keys()


def test_every_type_names_its_source() -> None:
    for kind, entry in TABLE.items():
        assert re.fullmatch(r"internal/service/[a-z0-9]+/[a-z0-9_]+\.go", entry.source), kind


@pytest.mark.parametrize("kind", TABLE)
def test_every_property_and_output_is_one_of_the_installed_provider(kind: str) -> None:
    folder, _, name = re.split("[/:]", kind.removeprefix("aws:"))
    resource = getattr(getattr(pulumi_aws, folder.replace("lambda", "lambda_")), name)
    module = sys.modules[resource.__module__]
    arguments = getattr(module, f"{name}InitArgs", None) or getattr(module, f"{name}Args")
    assert TABLE[kind].properties.keys() <= set(_types.input_type_py_to_pulumi_names(arguments).values())
    told = {name for _, name, _ in _types._py_properties(resource)}
    assert TABLE[kind].outputs.keys() <= told


@pytest.mark.parametrize("kind", TABLE)
def test_every_parameter_is_one_of_the_services_own(kind: str) -> None:
    model = botocore.session.get_session().get_service_model(TABLE[kind].service)
    names: Any = model.shape_names
    shapes: list[Any] = [model.shape_for(name) for name in names]
    known = {member for shape in shapes if shape.type_name == "structure" for member in shape.members}
    asked = {it for it in parameters(RESOURCES[kind].shapes.values()) if "/" not in it}
    assert asked <= known | TAKEN_APART | SNS_ATTRIBUTES


@pytest.mark.parametrize("kind", TABLE)
def test_every_operation_is_one_of_the_services_own_and_takes_what_finds_the_thing(kind: str) -> None:
    entry = TABLE[kind]
    model = botocore.session.get_session().get_service_model(entry.service)
    names: Any = model.operation_names
    operations: Any = {botocore.xform_name(it): model.operation_model(it) for it in names}
    assert entry.create in operations
    if entry.change not in ("", AGAIN):
        assert entry.key.keys() <= operations[entry.change].input_shape.members.keys()


def parameters(shapes: Any) -> Iterator[str]:
    shape: Shape
    for shape in shapes:
        if isinstance(shape, tuple):
            yield shape[0]
            yield from parameters(shape[1].values())
        elif shape:
            yield shape


@pytest.mark.parametrize(("kind", "name"), PROPERTIES)
def test_every_property_changes_as_the_table_says(kind: str, name: str) -> None:
    about = TABLE[kind].properties[name]
    for old, new in (({name: "one"}, {name: "another"}), ({}, {name: "one"}), ({name: "one"}, {})):
        difference = PROVIDER.difference(kind, old, new)
        changed = [] if about.computed and not new else [name]
        assert (difference.changed, difference.replaces) == (changed, changed if about.replaces else [])
        assert difference.delete_first == TABLE[kind].delete_first


def test_what_aws_filled_in_is_no_reason_to_make_a_thing_anew() -> None:
    """Seen in the provider's source as Optional, Computed and ForceNew; names apart."""
    filled_in = {(kind, name) for kind, name in PROPERTIES if TABLE[kind].properties[name].computed}
    certificate = "aws:acm/certificate:Certificate"
    assert filled_in == {
        *((certificate, name) for name in ("keyAlgorithm", "subjectAlternativeNames", "validationMethod")),
        ("aws:budgets/budget:Budget", "accountId"),
        (KEY, "multiRegion"),
        (LOG_GROUP, "logGroupClass"),
    }


def test_what_is_given_as_its_default_is_no_change() -> None:
    for kind, entry in TABLE.items():
        defaults = {name: it.default for name, it in entry.properties.items() if it.default is not None}
        assert PROVIDER.difference(kind, {}, defaults).changed == []


@pytest.mark.parametrize("name", ["credentials", "type", "integrationHttpMethod", "passthroughBehavior"])
def test_an_integration_is_replaced_and_deleted_first(name: str) -> None:
    difference = PROVIDER.difference(INTEGRATION, {name: "one"}, {name: "another"})
    assert (difference.replaces, difference.delete_first) == ([name], True)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (METHOD_RESPONSE, ["statusCode"]),
        (INTEGRATION_RESPONSE, ["statusCode"]),
        (INTEGRATION, ["uri", "requestTemplates", "timeoutMilliseconds"]),
        (REST_API, ["policy", "binaryMediaTypes", "endpointConfiguration", "name"]),
        (TABLE_KIND, ["attributes", "ttl", "pointInTimeRecovery", "deletionProtectionEnabled", "tableClass"]),
        (ROLE, ["description", "permissionsBoundary", "maxSessionDuration", "assumeRolePolicy"]),
        (FUNCTION, ["description", "environment", "layers", "timeout", "memorySize", "loggingConfig"]),
        (MACHINE, ["loggingConfiguration", "tracingConfiguration", "publish", "definition"]),
        (KEY, ["description", "policy", "enableKeyRotation", "isEnabled", "deletionWindowInDays"]),
        (LOG_GROUP, ["retentionInDays", "kmsKeyId"]),
    ],
)
def test_a_property_changed_or_taken_away_is_an_update(kind: str, names: list[str]) -> None:
    for name in names:
        for new in ({name: "another"}, {}):
            difference = PROVIDER.difference(kind, {name: "one"}, new)
            assert (difference.changed, difference.replaces) == ([name], [])


def test_only_two_types_are_always_deleted_before_they_are_replaced() -> None:
    attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
    assert {kind for kind, entry in TABLE.items() if entry.delete_first} == {INTEGRATION, attachment}


def test_a_name_that_was_given_is_deleted_first_and_a_made_one_is_not() -> None:
    given = PROVIDER.check(LOG_GROUP, "log", {"name": "orders", "logGroupClass": "STANDARD"})
    moved = PROVIDER.check(LOG_GROUP, "log", {"name": "orders", "logGroupClass": "DELIVERY"}, old=given)
    assert PROVIDER.difference(LOG_GROUP, given, moved).delete_first
    made = PROVIDER.check(LOG_GROUP, "log", {})
    moved = PROVIDER.check(LOG_GROUP, "log", {"logGroupClass": "DELIVERY"}, old=made)
    assert not PROVIDER.difference(LOG_GROUP, made, moved).delete_first


def test_a_given_name_that_is_taken_away_makes_a_new_one() -> None:
    given = PROVIDER.check(ROLE, "cook", {"name": "chef", "assumeRolePolicy": "{}"})
    made = PROVIDER.check(ROLE, "cook", {"assumeRolePolicy": "{}"}, old=given)
    assert made["name"].startswith("cook-")
    assert made[DEFAULTS] == ["name"]
    assert PROVIDER.difference(ROLE, given, made).replaces == ["name"]


LIMITED = [(kind, name) for kind, name in PROPERTIES if TABLE[kind].properties[name].longest]


@pytest.mark.parametrize(("kind", "name"), LIMITED)
def test_what_is_too_long_is_refused_in_the_providers_words(kind: str, name: str) -> None:
    limit = TABLE[kind].properties[name]
    assert limit.longest
    said = rf"expected length of \w+ to be in the range \({limit.shortest} - {limit.longest}\), got aaa"
    with pytest.raises(ProviderError, match=said):
        PROVIDER.check(kind, "thing", {name: "a" * (limit.longest + 1)})


@pytest.mark.parametrize(("kind", "name"), LIMITED)
def test_limits_count_bytes_from_the_least_on_as_go_does(kind: str, name: str) -> None:
    limit = TABLE[kind].properties[name]
    assert limit.longest
    fits = [limit.shortest, limit.longest] if not limit.pattern else []
    assert not [size for size in fits if limit.refusal(name, "a" * size)]
    assert limit.refusal(name, "é" * (limit.longest // 2 + 1)), "two bytes each"
    assert limit.shortest == 0 or limit.refusal(name, "a" * (limit.shortest - 1))


SPELT = [it for it in LIMITED if not (TABLE[it[0]].properties[it[1]].pattern or "[^").startswith("[^")]


@pytest.mark.parametrize(("kind", "name"), SPELT)
def test_patterns_know_no_letters_beyond_ascii(kind: str, name: str) -> None:
    assert TABLE[kind].properties[name].refusal(name, "äöü")


@pytest.mark.parametrize(
    "kind", [ROLE, FUNCTION, KEY, "aws:cloudwatch/metricAlarm:MetricAlarm", "aws:iam/policy:Policy"]
)
def test_a_description_may_be_empty(kind: str) -> None:
    name = "alarmDescription" if "Alarm" in kind else "description"
    assert TABLE[kind].properties[name].refusal(name, "") is None


@pytest.mark.parametrize(
    "kind", [kind for kind, entry in TABLE.items() if entry.name and not entry.name.plain]
)
def test_a_calculated_name_that_is_too_long_is_refused_and_never_cut(kind: str) -> None:
    naming = TABLE[kind].name
    assert naming
    with pytest.raises(ProviderError, match=f"'a+' exceeds maximum length of {naming.longest}"):
        PROVIDER.check(kind, "thing", {}, proposed="a" * (naming.longest + 1))


def test_a_name_of_other_characters_is_refused() -> None:
    with pytest.raises(ProviderError, match=r"Role cook: invalid value for name \(must match"):
        PROVIDER.check(ROLE, "cook", {"name": "the cook", "assumeRolePolicy": "{}"})
