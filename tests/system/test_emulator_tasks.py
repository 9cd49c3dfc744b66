"""Step Functions' own calls to services, by each of their protocols: what a task asks for arrives whole."""

import json
import os
import uuid
from typing import Any

import pytest

from tests import making
from tests.making import allow, function
from tests.running import RunningShop
from tests.system.ordering import ended

NAME = "a b+c/é?x=1&y#z%20.txt"
VERSIONED = "def handle(event, context): return context.function_version"
DEEPER = """
import json, boto3

def handle(event, context):
    if not event["deep"]:
        return 0
    deeper = json.dumps({"deep": event["deep"] - 1})
    client = boto3.client("lambda")
    return json.load(client.invoke(FunctionName=context.function_name, Payload=deeper)["Payload"])
"""
FAILING = "def handle(event, context): raise KeyError('order')"


@pytest.fixture(scope="module")
def role(shop: RunningShop) -> str:
    """A role that state machines and functions may take, and that may do anything."""
    services = {"Service": ["lambda.amazonaws.com", "states.amazonaws.com"]}
    return making.role(shop.client("iam"), services, allow("*", Resource="*"))


def done(shop: RunningShop, role: str, *tasks: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    """Run tasks one after the other, each a resource and its parameters; return how the execution ended."""
    client = shop.client("stepfunctions")
    asked = [(resource, {"Parameters": parameters}) for resource, parameters in tasks]
    machine = making.machine(client, role, *asked)
    execution = client.start_execution(stateMachineArn=machine)["executionArn"]
    return ended(lambda: client.describe_execution(executionArn=execution))


def output(told: dict[str, Any]) -> dict[str, Any]:
    """Return what an execution that succeeded gave."""
    assert told["status"] == "SUCCEEDED", told
    return json.loads(told["output"])


def test_a_version_of_a_function_is_invoked(shop: RunningShop, role: str) -> None:
    client, name = shop.client("lambda"), f"tasks-{uuid.uuid4()}"
    function(client, name, role, VERSIONED)
    version = client.publish_version(FunctionName=name)["Version"]
    client.get_waiter("published_version_active").wait(FunctionName=name, Qualifier=version)
    asked = {"FunctionName": name, "Qualifier": version, "Payload": {}}
    assert output(done(shop, role, ("lambda:invoke", asked)))["Payload"] == version
    assert (
        output(done(shop, role, ("lambda:invoke", asked | {"Qualifier": "$LATEST"})))["Payload"] == "$LATEST"
    )


def test_a_function_that_invokes_itself_gets_more_environments_than_are_usual(
    shop: RunningShop, role: str
) -> None:
    name = f"tasks-{uuid.uuid4()}"
    function(shop.client("lambda"), name, role, DEEPER, Timeout=30)
    asked = {"FunctionName": name, "Payload": {"deep": 2 * (os.cpu_count() or 1)}}
    assert output(done(shop, role, ("lambda:invoke", asked)))["Payload"] == 0


def test_the_error_of_a_function_is_the_error_of_its_task(shop: RunningShop, role: str) -> None:
    name = f"tasks-{uuid.uuid4()}"
    function(shop.client("lambda"), name, role, FAILING)
    told = done(shop, role, ("lambda:invoke", {"FunctionName": name, "Payload": {}}))
    assert (told["status"], told["error"]) == ("FAILED", "KeyError")


def test_objects_of_any_name_are_written_and_read(shop: RunningShop, role: str) -> None:
    bucket, s3 = f"tasks-{uuid.uuid4()}", shop.client("s3")
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "us-east-2"})
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    first = s3.put_object(Bucket=bucket, Key=NAME, Body=b"first")["VersionId"]
    place = {"Bucket": bucket, "Key": NAME}
    output(done(shop, role, ("aws-sdk:s3:putObject", place | {"Body": "second"})))
    assert s3.get_object(**place)["Body"].read().decode().strip('"') == "second"
    read = ("aws-sdk:s3:getObject", place | {"VersionId": first})
    assert output(done(shop, role, read))["Body"] == "first"
    listed = output(done(shop, role, ("aws-sdk:s3:listObjectsV2", {"Bucket": bucket, "Prefix": NAME[:5]})))
    assert [each["Key"] for each in listed["Contents"]] == [NAME]


def test_what_no_object_is_there_for_is_told_without_a_body(shop: RunningShop, role: str) -> None:
    bucket = f"tasks-{uuid.uuid4()}"
    told = done(shop, role, ("aws-sdk:s3:headObject", {"Bucket": bucket, "Key": "none"}))
    assert (told["status"], told["error"]) == ("FAILED", "S3.S3Exception")


def test_a_body_that_botocore_compresses_is_read(shop: RunningShop, role: str) -> None:
    metrics = [{"MetricName": f"{number:0>100}", "Value": 1} for number in range(150)]
    asked = {"Namespace": f"tasks-{uuid.uuid4()}", "MetricData": metrics}
    output(done(shop, role, ("aws-sdk:cloudwatch:putMetricData", asked)))


@pytest.mark.parametrize("message", ["plain", "é & = + %20 \U0001f355"])
def test_a_message_arrives_whole_and_a_role_is_found(shop: RunningShop, role: str, message: str) -> None:
    queues = shop.client("sqs")
    queue = queues.create_queue(QueueName=f"tasks-{uuid.uuid4()}")["QueueUrl"]
    told = output(
        done(
            shop,
            role,
            ("sqs:sendMessage", {"QueueUrl": queue, "MessageBody": message}),
            ("aws-sdk:iam:getRole", {"RoleName": role.rpartition("/")[2]}),
        )
    )
    assert told["Role"]["Arn"] == role
    assert queues.receive_message(QueueUrl=queue, WaitTimeSeconds=5)["Messages"][0]["Body"] == message
