"""What the order system is made of, and what protects it."""

import json
from typing import Any

import pulumi
import pytest

from components.orders import OrderSystem, OrderSystemArgs
from tests.graph import build, of_type, one, watch
from tests.unit.orders.program import OLD_KEY, resources

TABLE, KEY, BUCKET = "aws:dynamodb/table:Table", "aws:kms/key:Key", "aws:s3/bucket:Bucket"

HOLD_DATA = {"orders-table", "orders-table-names", "orders-payment-key", "orders-audio"}


def tables(**settings: Any) -> dict[str, dict[str, Any]]:
    """Return each table's inputs by its name."""
    return {table.name: table.inputs for table in of_type(resources(**settings), TABLE)}


def test_it_tells_the_program_what_page_and_api_need() -> None:
    told: dict[str, object] = {}

    def program() -> None:
        orders = OrderSystem("orders", OrderSystemArgs())
        for name in (
            "state_machine_arn",
            "orders_table_name",
            "payment_key_arn",
            "payment_key_id",
            "payment_public_key",
            "audio_host",
        ):
            output: pulumi.Output[str] = getattr(orders, name)
            output.apply(lambda value, name=name: told.update({name: value}))

    build(program)
    assert told["payment_key_id"] == told["payment_key_arn"]
    assert str(told["payment_key_arn"]).startswith("arn:aws:kms:")
    assert told["payment_public_key"] == "cHVibGlj"
    assert told["audio_host"] == "orders-audio.s3.us-east-2.amazonaws.com"
    assert told["orders_table_name"] == "orders-table"
    assert str(told["state_machine_arn"]).startswith("arn:aws:states:")


def test_orders_expire_and_a_bad_friday_can_be_undone_on_monday() -> None:
    table = tables()["orders-table"]
    assert table["ttl"] == {"attributeName": "expiresAt", "enabled": True}
    assert table["pointInTimeRecovery"]["recoveryPeriodInDays"] >= 3
    assert table["billingMode"] == "PAY_PER_REQUEST"


def test_recovery_can_be_off_where_nothing_is_worth_it() -> None:
    for table in tables(recovery_days=0).values():
        assert table["pointInTimeRecovery"] == {"enabled": False}


def test_names_that_orders_had_are_remembered_for_good_and_can_be_brought_back() -> None:
    table = tables()["orders-table-names"]
    assert "ttl" not in table
    assert table["pointInTimeRecovery"] == tables()["orders-table"]["pointInTimeRecovery"]
    assert table["billingMode"] == "PAY_PER_REQUEST"


@pytest.mark.parametrize("protect", [True, False])
def test_protection_covers_deletion_by_dynamodb_kms_and_s3(protect: bool) -> None:
    built = resources(protect=protect)
    assert all(table["deletionProtectionEnabled"] is protect for table in tables(protect=protect).values())
    assert one(built, KEY).inputs["deletionWindowInDays"] == (30 if protect else 7)
    assert one(built, BUCKET).inputs["forceDestroy"] is not protect


@pytest.mark.parametrize("protect", [True, False])
def test_pulumi_itself_refuses_to_destroy_what_is_protected(protect: bool) -> None:
    registered = watch(lambda: OrderSystem("orders", OrderSystemArgs(protect=protect))).requests.values()
    protected = {request.name for request in registered if request.protect}
    assert protected == (HOLD_DATA if protect else set())


def test_the_payment_key_is_rsa_and_its_policy_names_nothing_but_the_account() -> None:
    key = one(resources(), KEY).inputs
    assert (key["customerMasterKeySpec"], key["keyUsage"]) == ("RSA_2048", "ENCRYPT_DECRYPT")
    assert "enableKeyRotation" not in key
    administer, decrypt = json.loads(key["policy"])["Statement"]
    for statement in (administer, decrypt):
        assert statement["Principal"] == {"AWS": "arn:aws:iam::123456789012:root"}
    assert not {"kms:*", "kms:Decrypt", "kms:Encrypt", "kms:CreateGrant"} & set(administer["Action"])
    assert decrypt["Action"] == "kms:Decrypt"
    assert decrypt["Condition"] == {"StringEquals": {"kms:EncryptionAlgorithm": "RSAES_OAEP_SHA_256"}}


def test_recordings_live_for_days_and_phrases_for_a_month_under_their_own_prefixes() -> None:
    rules = one(
        resources(audio_retention_days=2),
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    ).inputs["rules"]
    assert {rule["filter"]["prefix"]: rule["expiration"]["days"] for rule in rules} == {
        "orders/": 2,
        "phrases/": 30,
    }
    assert all(rule["status"] == "Enabled" for rule in rules)


def test_the_audio_bucket_is_private_and_refuses_plain_http() -> None:
    block = one(resources(), "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs
    assert all(
        block[switch] is True
        for switch in ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    )
    (statement,) = json.loads(one(resources(), "aws:s3/bucketPolicy:BucketPolicy").inputs["policy"])[
        "Statement"
    ]
    assert statement["Effect"] == "Deny"
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_cards_of_a_page_opened_before_a_key_rotation_can_still_be_read() -> None:
    built = resources(previous_payment_key_arns=(OLD_KEY,))
    functions = {
        function.name: function.inputs for function in of_type(built, "aws:lambda/function:Function")
    }
    allowed = functions["orders-process-payment"]["environment"]["variables"]["PAYMENT_KEY_IDS"].split(",")
    assert allowed == ["arn:aws:kms:us-east-2:123456789012:key/orders-payment-key", OLD_KEY]


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"architecture": "riscv"}, "architecture"),
        ({"recovery_days": 36}, "recovery_days"),
        ({"recovery_days": -1}, "recovery_days"),
        ({"audio_retention_days": 0}, "audio_retention_days"),
        ({"order_retention_days": 0}, "order_retention_days"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_by_its_name(settings: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        build(lambda: OrderSystem("orders", OrderSystemArgs(**settings)))  # pyright: ignore[reportArgumentType]
