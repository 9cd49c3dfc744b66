"""The provider protocol as the engine speaks it, in process; what AWS says is put in its client's mouth."""

from typing import Any

import pytest
from botocore.stub import Stubber
from google.protobuf import struct_pb2
from pulumi.runtime import rpc
from pulumi.runtime.proto import provider_pb2

from tests.engine.plugin.servicer import StandInServicer
from tests.engine.plugin.structs import SIGNATURE, raw, struct

FUNCTION = "aws:lambda/function:Function"
LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
METHOD = "aws:apigateway/method:Method"
MODEL = "aws:apigateway/model:Model"
ASSET = "c44067f5952c0a294b673a41bacd8c17"
SECRET = "1b47061264138c4ac30d75fd1eb44270"
GROUP = {"name": "orders", "retentionInDays": 14, "tagsAll": {"Stack": "dev"}}
ARN = "arn:aws:logs:us-east-2:000000000000:log-group:orders"


class AbortedError(Exception):
    """What the engine would be told."""


class Context:
    def abort(self, _code: object, sentence: str) -> None:
        raise AbortedError(sentence)


def call(servicer: StandInServicer, method: str, **request: Any) -> Any:
    """Call a method of the protocol; mappings go as the engine's structures."""
    kinds: dict[str, Any] = {
        "Check": provider_pb2.CheckRequest,
        "Diff": provider_pb2.DiffRequest,
        "Create": provider_pb2.CreateRequest,
        "Read": provider_pb2.ReadRequest,
        "Update": provider_pb2.UpdateRequest,
        "Configure": provider_pb2.ConfigureRequest,
    }
    fields = {name: struct(value) if isinstance(value, dict) else value for name, value in request.items()}
    return getattr(servicer, method)(kinds[method](**fields), Context())


@pytest.fixture
def servicer() -> StandInServicer:
    servicer = StandInServicer("http://127.0.0.1:9", "7.0.0")
    call(servicer, "Configure", args={"region": "us-east-2", "defaultTags": '{"tags": {"Stack": "dev"}}'})
    servicer.provider.aws.__dict__["account"] = "000000000000"  # as if it had been asked before
    return servicer


def groups(servicer: StandInServicer, *found: dict[str, Any]) -> Stubber:
    """Let CloudWatch tell of these log groups once."""
    stubber = Stubber(servicer.provider.aws.client("logs"))
    stubber.add_response("describe_log_groups", {"logGroups": list(found)})
    stubber.activate()
    return stubber


def diff(servicer: StandInServicer, kind: str, old: dict[str, Any], new: dict[str, Any]) -> Any:
    return call(servicer, "Diff", type=kind, old_inputs=old, olds=old, news=new)


def asset(path: str, digest: str) -> dict[str, Any]:
    return {"code": {SIGNATURE: ASSET, "path": path, "hash": digest}}


def test_the_engine_keeps_secrets_to_itself_since_the_provider_would_not() -> None:
    servicer = StandInServicer("http://127.0.0.1:9", "7.0.0")
    answer = call(servicer, "Configure", args={"region": "us-east-2"})
    assert not answer.acceptSecrets
    assert answer.supportsPreview


def test_a_check_completes_name_and_tags(servicer: StandInServicer) -> None:
    autonaming = provider_pb2.CheckRequest.AutonamingOptions(proposed_name="shop-dev-orders-1")
    checked = call(servicer, "Check", type=LOG_GROUP, name="orders", news={}, autonaming=autonaming)
    assert raw(checked.inputs) == {
        "name": "shop-dev-orders-1",
        "tagsAll": {"Stack": "dev"},
        "__defaults": ["name"],
    }


def test_a_check_refuses_what_it_does_not_know_in_one_sentence(servicer: StandInServicer) -> None:
    with pytest.raises(
        AbortedError, match="has a property 'colour' that the stand-in provider does not know"
    ):
        call(servicer, "Check", type=LOG_GROUP, name="orders", news={"colour": "red"})


def test_nothing_changed_is_no_difference(servicer: StandInServicer) -> None:
    assert diff(servicer, LOG_GROUP, GROUP, GROUP).changes == provider_pb2.DiffResponse.DIFF_NONE


def test_a_changed_property_updates(servicer: StandInServicer) -> None:
    answer = diff(servicer, LOG_GROUP, GROUP, {**GROUP, "retentionInDays": 30})
    assert answer.changes == provider_pb2.DiffResponse.DIFF_SOME
    assert (list(answer.diffs), list(answer.replaces)) == (["retentionInDays"], [])


def test_a_changed_name_replaces_after_creating(servicer: StandInServicer) -> None:
    answer = diff(servicer, LOG_GROUP, GROUP, {**GROUP, "name": "other"})
    assert list(answer.replaces) == ["name"]
    assert not answer.deleteBeforeReplace


def test_what_would_have_the_same_id_is_deleted_before_it_is_replaced(servicer: StandInServicer) -> None:
    given = {"name": "M", "__defaults": []}
    answer = diff(servicer, MODEL, {"restApi": "a", **given}, {"restApi": "b", **given})
    assert list(answer.replaces) == ["restApi"]
    assert answer.deleteBeforeReplace


def test_what_is_not_known_yet_is_a_difference(servicer: StandInServicer) -> None:
    assert list(diff(servicer, LOG_GROUP, GROUP, {**GROUP, "name": rpc.UNKNOWN}).replaces) == ["name"]


def test_where_a_file_lies_is_no_difference_and_what_it_holds_is_one(servicer: StandInServicer) -> None:
    old = asset("/home/ann/code.py", "1")
    assert list(diff(servicer, FUNCTION, old, asset("/home/bob/code.py", "1")).diffs) == []
    assert list(diff(servicer, FUNCTION, old, asset("/home/ann/code.py", "2")).diffs) == ["code"]


def test_a_preview_of_a_creation_does_not_know_what_aws_will_answer(servicer: StandInServicer) -> None:
    answer = call(servicer, "Create", type=LOG_GROUP, properties=GROUP, preview=True)
    assert answer.id == ""
    assert raw(answer.properties) == {**GROUP, "arn": rpc.UNKNOWN}


def test_a_preview_of_an_update_knows_what_stays(servicer: StandInServicer) -> None:
    old = {"name": "f", "handler": "a", "arn": "arn:f", "codeSha256": "1", "sourceCodeSize": 1}
    answer = call(
        servicer, "Update", type=FUNCTION, id="f", olds=old, news={"name": "f", "handler": "b"}, preview=True
    )
    new = raw(answer.properties)
    assert (new["handler"], new["arn"], new["codeSha256"]) == ("b", "arn:f", rpc.UNKNOWN)


def test_a_secret_reaches_the_provider_as_its_value() -> None:
    wrapped = struct_pb2.Struct()
    wrapped.update({"pin": {SIGNATURE: SECRET, "value": "1234"}})
    assert rpc.is_rpc_secret({SIGNATURE: SECRET, "value": "1234"})
    assert raw(wrapped) == {"pin": "1234"}


def test_a_refresh_tells_what_somebody_changed(servicer: StandInServicer) -> None:
    with groups(servicer, {"logGroupName": "orders", "retentionInDays": 3}):
        answer = call(
            servicer, "Read", type=LOG_GROUP, id="orders", inputs=GROUP, properties={**GROUP, "arn": ARN}
        )
    assert raw(answer.inputs) == {**GROUP, "retentionInDays": 3}
    assert raw(answer.properties) == {**GROUP, "retentionInDays": 3, "arn": ARN}


def test_a_refresh_of_what_nobody_changed_tells_the_same(servicer: StandInServicer) -> None:
    told = {"logGroupName": "orders", "retentionInDays": 14, "kmsKeyId": "made by somebody, never asked for"}
    with groups(servicer, told):
        answer = call(
            servicer, "Read", type=LOG_GROUP, id="orders", inputs=GROUP, properties={**GROUP, "arn": ARN}
        )
    assert raw(answer.inputs) == GROUP
    assert raw(answer.properties) == {**GROUP, "arn": ARN}


def test_a_refresh_of_what_is_gone_tells_nothing(servicer: StandInServicer) -> None:
    with groups(servicer, {"logGroupName": "orders-of-another"}):
        answer = call(servicer, "Read", type=LOG_GROUP, id="orders", inputs=GROUP, properties=GROUP)
    assert answer.id == ""


def test_an_import_needs_no_more_than_the_id(servicer: StandInServicer) -> None:
    with groups(servicer, {"logGroupName": "orders", "retentionInDays": 3}):
        answer = call(servicer, "Read", type=LOG_GROUP, id="orders")
    assert raw(answer.inputs) == {"name": "orders", "retentionInDays": 3}
    assert raw(answer.properties) == {"name": "orders", "retentionInDays": 3, "arn": ARN}


def test_an_import_of_what_its_id_does_not_place_is_refused(servicer: StandInServicer) -> None:
    with pytest.raises(
        AbortedError, match="agm-a-b-GET can not be imported: its id alone does not tell where it is"
    ):
        call(servicer, "Read", type=METHOD, id="agm-a-b-GET")


def test_an_import_by_half_an_id_is_refused_with_its_form(servicer: StandInServicer) -> None:
    with pytest.raises(AbortedError, match="the id has the form role:name"):
        call(servicer, "Read", type="aws:iam/rolePolicy:RolePolicy", id="role")


def test_a_creation_that_was_cut_short_is_read_by_its_inputs(servicer: StandInServicer) -> None:
    with groups(servicer, {"logGroupName": "orders"}):
        answer = call(servicer, "Read", type=LOG_GROUP, id="orders", inputs=GROUP)
    assert raw(answer.properties) == {"name": "orders", "tagsAll": {"Stack": "dev"}, "arn": ARN}
