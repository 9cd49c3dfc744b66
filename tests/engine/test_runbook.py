"""The runbook's steps that need the Pulumi CLI, on a stack that is protected as prod is."""

import json
import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from tests.aws_cli import quick_aws
from tests.cards import APPROVED, by_program
from tests.engine.stack import Stack
from tests.following import Follower
from tests.running import LocalRun, RunningShop
from tests.system.asking import Answer, Api
from tests.system.ordering import TOTAL, Order, order, sealed, until

DEFINITION, VOICE = "components/orders/workflow.asl.json", "handlers/notify_with_polly.py"
START = '"StartAt": "PlaceOrder"'
# Where the SDK's files lie is known once it is fetched; a preview can't say that what names them stays as it is.
FOLLOWERS = {"BucketObjectv2 page-index.html", "BucketObjectv2 page-config.json"}
PULUMI = """#!/bin/sh
case "$1" in up) set -- "$@" --yes --skip-preview --non-interactive ;; esac
exec {pulumi} "$@"
"""
AS_IN_PROD = {"protect": True, "recoveryDays": 7}
AS_BEFORE = {"protect": False, "recoveryDays": 0}
AUTHOR = {
    f"GIT_{who}_{what}": "o@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}


class Shop:
    """The shop as its customers have it."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack

    @cached_property
    def api(self) -> Api:
        outputs = self._stack.outputs()
        return Api(outputs["stageUrl"], outputs["websiteUrl"])

    def open_page(self) -> tuple[str, RSAPublicKey]:
        """Return the payment key that a page which is opened now seals cards for."""
        arn = self._stack.outputs()["paymentKeyArn"]
        public = self._stack.aws.client("kms").get_public_key(KeyId=arn)["PublicKey"]
        key = serialization.load_der_public_key(public)
        assert isinstance(key, RSAPublicKey)
        return arn, key

    def wanted(self, page: tuple[str, RSAPublicKey]) -> Order:
        """Return an order from a page."""
        arn, key = page
        name = str(uuid.uuid4())
        card = by_program(APPROVED).plaintext(name, TOTAL)
        made = order(
            RunningShop(LocalRun(Path(), 0, 0), {}),
            card=sealed(arn, key.encrypt(card, OAEP(MGF1(hashes.SHA256()), hashes.SHA256(), None))),
        )
        made.name = name
        return made

    def order(self, page: tuple[str, RSAPublicKey]) -> Answer:
        wanted = self.wanted(page)
        return self.api.start({"name": wanted.name, "input": wanted})

    def outcome(self, started: Answer) -> dict[str, Any]:
        """Return how the API tells an order once it has ended; an `output` as what it says."""
        arn = started.body["executionArn"]
        told = until(lambda: (told := self.api.describe(arn).body)["status"] != "RUNNING" and told)
        return told | ({"output": json.loads(told["output"])} if "output" in told else {})


@pytest.fixture(scope="module")
def shop(stack: Stack) -> Shop:
    return Shop(stack)


@pytest.fixture(scope="module")
def operator(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Follower]:
    """Someone in the project's folder, a repository, with both CLIs, who says yes to what `pulumi up` shows."""
    tools = tmp_path_factory.mktemp("tools")
    real = shutil.which("pulumi", path=stack.environment["PATH"])
    (tools / "pulumi").write_text(PULUMI.format(pulumi=real))
    (tools / "pulumi").chmod(0o700)
    environment = {
        **stack.environment,
        **AUTHOR,
        "PATH": os.pathsep.join([str(tools), stack.environment["PATH"]]),
        "STACK": stack.name,
    }
    someone = Follower("runbook.md", stack.project, environment)
    git(stack, "init", "-q")
    with quick_aws(tools, environment), stack.configured(**AS_IN_PROD):
        someone.begin()
        yield someone


def git(stack: Stack, *arguments: str) -> str:
    ended = subprocess.run(
        ["git", *arguments],
        cwd=stack.project,
        env={**os.environ, **AUTHOR},
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout.strip()


def versions(stack: Stack) -> list[int]:
    """Return the numbers of the workflow's versions, the newest first."""
    machine = stack.outputs()["stateMachineArn"]
    known = stack.aws.client("stepfunctions").list_state_machine_versions(stateMachineArn=machine)
    return [int(it["stateMachineVersionArn"].rpartition(":")[2]) for it in known["stateMachineVersions"]]


def started_version(stack: Stack, started: Answer) -> int:
    """Return the version of the workflow that runs an order."""
    machines = stack.aws.client("stepfunctions")
    told = machines.describe_execution(executionArn=started.body["executionArn"])
    return int(told["stateMachineVersionArn"].rpartition(":")[2])


def test_a_bad_workflow_and_a_bad_handler_are_rolled_back(
    stack: Stack, shop: Shop, operator: Follower
) -> None:
    git(stack, "add", "components", "handlers")
    git(stack, "commit", "-qm", "good")
    good, page = versions(stack)[0], shop.open_page()
    stack.edit(DEFINITION, START, '"StartAt": "Broken"')
    stack.edit(DEFINITION, '"States": {', '"States": {"Broken": {"Type": "Fail"},')
    stack.edit(VOICE, 'order_id = event["orderId"]', 'order_id = event["order"]')
    git(stack, "commit", "-qam", "bad")
    stack.up()
    assert shop.outcome(shop.order(page))["status"] == "FAILED"

    assert f":{good}\n" in operator.follow("Roll back the workflow", VERSION=str(good))
    started = shop.order(page)
    assert started_version(stack, started) == good
    silent = shop.outcome(started)["output"]
    assert (silent["status"], silent["audio"]) == ("CONFIRMED", None)

    operator.follow("Roll back a handler", COMMIT=git(stack, "rev-parse", "HEAD"))
    assert versions(stack)[0] == good + 2
    started = shop.order(page)
    assert started_version(stack, started) == good, "the setting holds whatever is deployed"
    assert shop.outcome(started)["output"]["audio"]
    operator.follow("Follow the newest version again")
    assert started_version(stack, shop.order(page)) == good + 2


def test_a_deleted_table_comes_back_with_its_orders(stack: Stack, shop: Shop, operator: Follower) -> None:
    tables, table = stack.aws.client("dynamodb"), operator.variables["TABLE"]
    page = shop.open_page()
    before = shop.outcome(shop.order(page))["output"]["orderId"]
    tables.create_backup(
        TableName=table, BackupName="as-AWS-makes-one"
    )  # when a table with recovery is deleted
    tables.update_table(TableName=table, DeletionProtectionEnabled=False)
    tables.delete_table(TableName=table)
    assert shop.outcome(shop.order(page))["error"] == "OrderNotPlaced"
    operator.follow("Bring back a deleted table")
    kept = tables.get_item(TableName=table, Key={"orderId": {"S": before}})["Item"]
    assert kept["status"] == {"S": "CONFIRMED"}
    assert shop.outcome(shop.order(page))["output"]["status"] == "CONFIRMED"
    expiry = tables.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
    recovery = tables.describe_continuous_backups(TableName=table)["ContinuousBackupsDescription"]
    assert expiry["TimeToLiveStatus"] == "ENABLED"
    assert recovery["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"


def test_a_lost_sdk_is_healed(stack: Stack, operator: Follower) -> None:
    outputs = stack.resource("Resource sdk-files")["outputs"]
    s3, place = stack.aws.client("s3"), {"Bucket": outputs["bucket"], "Key": outputs["script"]}
    before = s3.get_object(**place)["Body"].read()
    s3.put_object(**place, Body=b"somebody else's")
    s3.delete_object(Bucket=outputs["bucket"], Key=outputs["zip"])
    assert stack.planned("--refresh").keys() - FOLLOWERS == {"Resource sdk-files"}
    operator.follow("Heal the SDK's files")
    assert s3.get_object(**place)["Body"].read() == before
    assert s3.head_object(Bucket=outputs["bucket"], Key=outputs["zip"])["ContentLength"] > 0


def test_the_payment_key_is_rotated_while_open_pages_go_on(
    stack: Stack, shop: Shop, operator: Follower
) -> None:
    old = shop.open_page()
    key = operator.variables["KEY"]
    assert stack.resource("Key orders-payment-key")["protect"], "as in prod"
    operator.follow("Rotate the payment key")
    new = shop.open_page()
    assert new[0] != key == old[0]
    for page in (old, new):
        assert shop.outcome(shop.order(page))["output"]["status"] == "CONFIRMED"
    operator.follow("Let the key before go")
    assert shop.outcome(shop.order(old))["output"]["status"] == "CANCELLED"
    assert shop.outcome(shop.order(new))["output"]["status"] == "CONFIRMED"
    told = stack.aws.client("kms").describe_key(KeyId=key)["KeyMetadata"]
    assert told["KeyState"] == "PendingDeletion"


def test_the_shop_is_closed_and_opened_again(stack: Stack, shop: Shop, operator: Follower) -> None:
    page = shop.open_page()
    running, deployment = shop.order(page), stack.resource("Deployment orders-api-deployment")["id"]
    operator.follow("Close the shop")
    refused = shop.order(page)
    assert (refused.status, refused.code) == (503, "Closed")
    assert int(refused.headers["retry-after"]) > 0
    assert shop.outcome(running)["output"]["status"] == "CONFIRMED"
    with stack.configured(**AS_BEFORE):
        operator.follow("Open it again")
        assert shop.order(page).status == 200
        assert stack.resource("Deployment orders-api-deployment")["id"] == deployment
        assert stack.planned("--refresh") == {}, "settled, whatever was done before"
