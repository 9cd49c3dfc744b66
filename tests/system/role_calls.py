"""How to find out, by a real call, whether a role may do something: a call for each action, by the action's name.

Each call reaches the check of rights and changes nothing even where it is allowed: what it asks for is not there or not
valid, or `undo` takes it back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

NONE = "none"  # the name of what isn't there
CARD_PADDING, OTHER_PADDING = "RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"
REFUSALS = {"AccessDenied", "AccessDeniedException"}

# These stand in policies, but no API has them: AWS asks for them when somebody else calls.
# Source: docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
WITHOUT_CALLS = {
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:UpdateLogDelivery",
}


@dataclass(frozen=True)
class Attempt:
    """An action on a resource, by its ARN or `*` if the action knows none; of KMS, by an algorithm."""

    action: str
    resource: str
    algorithm: str | None = None


@dataclass(frozen=True)
class Call:
    """service, method: of boto3. parameters: for the resource's ARN. undo: by a client that may do everything."""

    service: str
    method: str
    parameters: Callable[[str], Mapping[str, Any]]
    undo: Callable[[Any, str], object] | None = None

    def is_refused(self, attempt: Attempt, client: Any, deployer: Any) -> bool:
        """Make the call; return whether it is refused, for want of this very right."""
        algorithm = {"EncryptionAlgorithm": attempt.algorithm} if attempt.algorithm else {}
        try:
            getattr(client, self.method)(**self.parameters(attempt.resource), **algorithm)
        except ClientError as error:
            if error.response["Error"]["Code"] not in REFUSALS:
                return False
            said = error.response["Error"]["Message"]
            _, _, missing = said.partition("is not authorized to perform: ")
            action, _, resource = missing.partition(" on resource: ")
            named = attempt.resource == "*" or (resource and attempt.resource.startswith(resource))
            assert (action, named) == (attempt.action, True), f"{attempt}: {said}"
            return True
        if self.undo:
            self.undo(deployer, attempt.resource)
        return False


def _table(arn: str) -> dict[str, Any]:
    return {"TableName": arn.rpartition("/")[2]}


def _update(arn: str) -> dict[str, Any]:
    """Return an update of something that isn't there, which names the table's key and nothing else."""
    key = "name" if "-names" in arn else "orderId"
    never = {"ConditionExpression": "attribute_exists(#key)", "ExpressionAttributeNames": {"#key": key}}
    return _table(arn) | {"Key": {key: {"S": NONE}}} | never


def _key(arn: str) -> dict[str, Any]:
    return {"KeyId": arn}


def _bucket(arn: str) -> dict[str, Any]:
    return {"Bucket": arn.removeprefix("arn:aws:s3:::").partition("/")[0]}


def _object(arn: str) -> dict[str, Any]:
    return _bucket(arn) | {"Key": arn.partition("/")[2]}


def _group(arn: str) -> dict[str, Any]:
    return {"logGroupName": arn.partition(":log-group:")[2].partition(":")[0]}


def _stream(arn: str) -> dict[str, Any]:
    return _group(arn) | {"logStreamName": arn.rpartition(":")[2]}


def _function(arn: str) -> dict[str, Any]:
    return {"FunctionName": arn}


def _machine(arn: str) -> dict[str, Any]:
    return {"stateMachineArn": arn}


def _execution(arn: str) -> dict[str, Any]:
    return {"executionArn": arn}


def _role(arn: str) -> dict[str, Any]:
    return {"RoleName": arn.rpartition("/")[2]}


def _whatever(**parameters: Any) -> Callable[[str], Mapping[str, Any]]:
    return lambda _: parameters


CALLS: Mapping[str, Call] = {
    "dynamodb:DeleteItem": Call("dynamodb", "delete_item", lambda arn: _table(arn) | {"Key": {}}),
    "dynamodb:GetItem": Call("dynamodb", "get_item", lambda arn: _table(arn) | {"Key": {}}),
    "dynamodb:PutItem": Call("dynamodb", "put_item", lambda arn: _table(arn) | {"Item": {}}),
    "dynamodb:Query": Call("dynamodb", "query", _table),
    "dynamodb:Scan": Call("dynamodb", "scan", lambda arn: _table(arn) | {"Limit": 1}),
    "dynamodb:UpdateItem": Call("dynamodb", "update_item", _update),
    "iam:CreateUser": Call("iam", "create_user", _whatever(UserName="no body")),
    "iam:PutRolePolicy": Call(
        "iam", "put_role_policy", lambda arn: _role(arn) | {"PolicyName": NONE, "PolicyDocument": NONE}
    ),
    "iam:UpdateAssumeRolePolicy": Call(
        "iam", "update_assume_role_policy", lambda arn: _role(arn) | {"PolicyDocument": NONE}
    ),
    "kms:Decrypt": Call("kms", "decrypt", lambda arn: _key(arn) | {"CiphertextBlob": bytes(256)}),
    "kms:Encrypt": Call("kms", "encrypt", lambda arn: _key(arn) | {"Plaintext": bytes(256)}),
    "kms:GetPublicKey": Call("kms", "get_public_key", _key),
    "kms:PutKeyPolicy": Call("kms", "put_key_policy", lambda arn: _key(arn) | {"Policy": NONE}),
    "kms:ScheduleKeyDeletion": Call(
        "kms", "schedule_key_deletion", lambda arn: _key(arn) | {"PendingWindowInDays": 1}
    ),
    "lambda:GetFunction": Call("lambda", "get_function", _function),
    "lambda:InvokeFunction": Call(
        "lambda", "invoke", lambda arn: _function(arn) | {"InvocationType": "DryRun"}
    ),
    "lambda:UpdateFunctionCode": Call(
        "lambda", "update_function_code", lambda arn: _function(arn) | {"ZipFile": b"", "DryRun": True}
    ),
    "logs:CreateLogGroup": Call(
        "logs", "create_log_group", _group, lambda logs, arn: logs.delete_log_group(**_group(arn))
    ),
    "logs:CreateLogStream": Call(
        "logs", "create_log_stream", _stream, lambda logs, arn: logs.delete_log_stream(**_stream(arn))
    ),
    "logs:DescribeLogGroups": Call("logs", "describe_log_groups", _whatever()),
    "logs:DescribeLogStreams": Call("logs", "describe_log_streams", _group),
    "logs:DescribeResourcePolicies": Call("logs", "describe_resource_policies", _whatever()),
    "logs:FilterLogEvents": Call("logs", "filter_log_events", _group),
    "logs:GetLogEvents": Call("logs", "get_log_events", _stream),
    "logs:PutLogEvents": Call(
        "logs",
        "put_log_events",
        lambda arn: _stream(arn) | {"logEvents": [{"timestamp": 0, "message": NONE}]},
    ),
    "logs:PutResourcePolicy": Call(
        "logs",
        "put_resource_policy",
        _whatever(policyName=NONE, policyDocument=NONE),
        lambda logs, _: logs.delete_resource_policy(policyName=NONE),
    ),
    "polly:SynthesizeSpeech": Call(
        "polly", "synthesize_speech", _whatever(Text=NONE, OutputFormat="mp3", VoiceId=NONE)
    ),
    "s3:DeleteObject": Call("s3", "delete_object", _object),
    "s3:GetObject": Call("s3", "get_object", _object),
    "s3:ListBucket": Call("s3", "list_objects_v2", _bucket),
    "s3:PutBucketPolicy": Call("s3", "put_bucket_policy", lambda arn: _bucket(arn) | {"Policy": NONE}),
    "s3:PutObject": Call("s3", "put_object", lambda arn: _object(arn) | {"ContentMD5": NONE}),
    "states:DescribeExecution": Call("stepfunctions", "describe_execution", _execution),
    "states:GetExecutionHistory": Call("stepfunctions", "get_execution_history", _execution),
    "states:ListExecutions": Call("stepfunctions", "list_executions", _machine),
    "states:StartExecution": Call(
        "stepfunctions", "start_execution", lambda arn: _machine(arn) | {"input": NONE}
    ),
    "states:StopExecution": Call("stepfunctions", "stop_execution", _execution),
    "states:UpdateStateMachine": Call(
        "stepfunctions", "update_state_machine", lambda arn: _machine(arn) | {"definition": NONE}
    ),
    "sts:AssumeRole": Call("sts", "assume_role", lambda arn: {"RoleArn": arn, "RoleSessionName": NONE}),
    "xray:GetSamplingRules": Call("xray", "get_sampling_rules", _whatever()),
    "xray:GetSamplingTargets": Call(
        "xray", "get_sampling_targets", _whatever(SamplingStatisticsDocuments=[])
    ),
    "xray:PutTelemetryRecords": Call("xray", "put_telemetry_records", _whatever(TelemetryRecords=[])),
    "xray:PutTraceSegments": Call("xray", "put_trace_segments", _whatever(TraceSegmentDocuments=[])),
}

# What nobody may do, and what somebody may to the same resources.
NOBODYS: Mapping[str, str] = {
    "dynamodb:DeleteItem": "dynamodb:UpdateItem",
    "dynamodb:GetItem": "dynamodb:UpdateItem",
    "dynamodb:PutItem": "dynamodb:UpdateItem",
    "dynamodb:Query": "dynamodb:UpdateItem",
    "dynamodb:Scan": "dynamodb:UpdateItem",
    "kms:Encrypt": "kms:Decrypt",
    "kms:GetPublicKey": "kms:Decrypt",
    "kms:PutKeyPolicy": "kms:Decrypt",
    "kms:ScheduleKeyDeletion": "kms:Decrypt",
    "lambda:GetFunction": "lambda:InvokeFunction",
    "lambda:UpdateFunctionCode": "lambda:InvokeFunction",
    "s3:DeleteObject": "s3:PutObject",
    "s3:ListBucket": "s3:PutObject",
    "s3:PutBucketPolicy": "s3:PutObject",
    "states:GetExecutionHistory": "states:DescribeExecution",
    "states:ListExecutions": "states:StartExecution",
    "states:StopExecution": "states:DescribeExecution",
    "states:UpdateStateMachine": "states:StartExecution",
}

# What is to be tried on the same resources as something else: what nobody may do, and reading logs.
ALIKE: Mapping[str, str] = NOBODYS | {
    "logs:FilterLogEvents": "logs:PutLogEvents",
    "logs:GetLogEvents": "logs:PutLogEvents",
}
