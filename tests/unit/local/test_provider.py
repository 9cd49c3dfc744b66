"""The stand-in provider's refusals and its bookkeeping, without any AWS."""

import os
import re
from typing import Any

import botocore.session
import pytest

from local.credentials import Credentials
from local.provider import Aws, ProviderError, without_aws
from local.provider.naming import AutoName, patterned_name
from local.provider.patches import patch_operations
from local.provider.resource import tagging
from local.provider.shapes import translate
from tests.provider import WholeProvider
from tests.provider.resource import Existing

LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
NOWHERE = Aws("http://127.0.0.1:9", "us-east-2", Credentials.new())  # the discard port: nothing answers


def provider(**default_tags: str) -> WholeProvider:
    return WholeProvider(NOWHERE, default_tags)


def test_an_unknown_type_is_refused_by_name_and_place() -> None:
    with pytest.raises(ProviderError) as refusal:
        provider().check("aws:sqs/queue:Queue", "orders", {})
    assert str(refusal.value) == (
        "aws:sqs/queue:Queue is not known to the stand-in provider: add it in local/provider/conformance/sqs.yaml"
    )


def test_an_unknown_invoke_is_refused_by_name_and_place() -> None:
    with pytest.raises(
        ProviderError, match=r"aws:ec2/getVpc:getVpc is not known .* local/provider/invokes.yaml"
    ):
        provider().invoke("aws:ec2/getVpc:getVpc", {})


def test_an_unknown_property_deep_inside_is_refused_with_its_path() -> None:
    rules = [{"id": "a", "status": "Enabled", "expiration": {"days": 1, "moon": "full"}}]
    with pytest.raises(
        ProviderError, match=r"BucketLifecycleConfiguration\.rules\.expiration has a property 'moon'"
    ):
        provider().check(LIFECYCLE, "audio", {"bucket": "b", "rules": rules})


def test_what_is_not_given_is_not_sent() -> None:
    shapes: Any = {"name": "Name", "mode": ("Config", {"level": "Level", "other": "Other"}), "ours": None}
    request = translate({"name": None, "mode": {"level": 1, "other": None}, "ours": 3}, shapes, "thing")
    assert request == {"Config": {"Level": 1}}


def test_a_resource_without_a_name_gets_seven_digits_and_keeps_them() -> None:
    first = provider().check(LOG_GROUP, "orders", {})
    again = provider().check(LOG_GROUP, "orders", {}, old=first)
    assert first["name"].startswith("orders-")
    assert len(first["name"]) == len("orders-") + 7
    assert again["name"] == first["name"]


def test_a_long_name_is_refused_and_never_cut() -> None:
    role = AutoName("name", longest=64)
    assert len(role.made("x" * 56)) == 64
    with pytest.raises(
        ProviderError, match=r"name 'x+-' plus 7 random chars is longer than maximum length 64"
    ):
        role.made("x" * 57)
    with pytest.raises(ProviderError, match=r"calculated name 'x+' exceeds maximum length of 64"):
        role.made("role", proposed="x" * 65)


def test_a_pattern_makes_names_that_tell_environments_apart() -> None:
    name = patterned_name("${project}-${stack}-${name}-${hex(7)}", "shop", "dev", "table")
    assert re.fullmatch(r"shop-dev-table-[0-9a-f]{7}", name)


def test_a_proposed_name_is_taken_and_kept() -> None:
    first = provider().check(LOG_GROUP, "orders", {}, proposed="shop-dev-orders-1")
    again = provider().check(LOG_GROUP, "orders", {}, old=first, proposed="shop-dev-orders-2")
    assert first["name"] == again["name"] == "shop-dev-orders-1"


def test_default_tags_reach_a_resource_and_its_own_tags_win() -> None:
    checked = provider(Project="shop", Stack="local").check(LOG_GROUP, "log", {"tags": {"Stack": "mine"}})
    assert checked["tagsAll"] == {"Project": "shop", "Stack": "mine"}


def test_a_changed_default_tag_is_a_difference_but_no_replacement() -> None:
    old = provider(Stack="a").check(LOG_GROUP, "log", {"name": "n"})
    new = provider(Stack="b").check(LOG_GROUP, "log", {"name": "n"})
    difference = provider().difference(LOG_GROUP, old, new)
    assert (difference.changed, difference.replaces) == (["tagsAll"], [])


def test_aws_itself_is_never_talked_to() -> None:
    with pytest.raises(ProviderError, match="loopback addresses only"):
        Aws("https://dynamodb.us-east-2.amazonaws.com", "us-east-2")


def test_an_emulator_that_does_not_answer_is_told_in_one_sentence_with_the_type() -> None:
    with pytest.raises(ProviderError, match=f"{LOG_GROUP} a could not be read: EndpointConnectionError"):
        provider().read(LOG_GROUP, Existing("a", {}), {})


@pytest.mark.parametrize(
    ("service", "operation", "expected"),
    [
        ("lambda", "CreateFunction", {"Tags": {"a": "1"}}),
        ("kms", "CreateKey", {"Tags": [{"TagKey": "a", "TagValue": "1"}]}),
        ("stepfunctions", "CreateStateMachine", {"tags": [{"key": "a", "value": "1"}]}),
    ],
)
def test_each_service_gets_tags_in_its_own_spelling(service: str, operation: str, expected: object) -> None:
    model = botocore.session.get_session().get_service_model(service)
    assert tagging({"a": "1"}, model.operation_model(operation).input_shape) == expected


def test_a_patch_says_only_what_changed() -> None:
    old = {"uri": "a", "templates": {"application/json": "x", "gone": "1"}, "on": True, "same": 1}
    new = {"uri": "b", "templates": {"application/json": "y", "new": "2"}, "on": False, "same": 1}
    assert patch_operations(old, new) == [
        {"op": "replace", "path": "/on", "value": "false"},
        {"op": "replace", "path": "/templates/application~1json", "value": "y"},
        {"op": "remove", "path": "/templates/gone"},
        {"op": "add", "path": "/templates/new", "value": "2"},
        {"op": "replace", "path": "/uri", "value": "b"},
    ]


def test_the_callers_own_aws_settings_do_not_reach_the_emulators_clients() -> None:
    caller = {
        "PATH": "/bin",
        "AWS_PROFILE": "shop",
        "AWS_SESSION_TOKEN": "real",
        "AWS_ENDPOINT_URL_S3": "https://s3",
    }
    mine = without_aws(caller) | Aws("http://127.0.0.1:4566", "us-east-2", Credentials.new()).environment()
    assert mine["PATH"] == "/bin"
    assert not {"AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_S3"} & set(mine)
    assert mine["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4566"
    assert mine["AWS_CONFIG_FILE"] == mine["AWS_SHARED_CREDENTIALS_FILE"] == os.devnull
