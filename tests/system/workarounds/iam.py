"""What IAM is asked, and what it answers."""

import json
import os
from types import SimpleNamespace
from typing import Any

from tests.system.workarounds.importing import imported

ENFORCEMENT = "localemu.services.iam_enforcement"
EXECUTION = "arn:aws:states:us-east-2:000000000000:execution:m:e"
REGION, ACCOUNT = "us-east-2", "000000000000"


def action_of_step_functions_is_misnamed() -> bool:
    mapped = imported(f"{ENFORCEMENT}.service_action_map").map_action("stepfunctions", "StartExecution")
    return mapped != ["states:StartExecution"]


def execution_is_not_the_resource() -> bool:
    return _resource("stepfunctions", "DescribeExecution", executionArn=EXECUTION) != EXECUTION


def machine_of_an_alias_is_not_the_resource() -> bool:
    machine = f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:m"
    routes = [{"stateMachineVersionArn": f"{machine}:2", "weight": 100}]
    asked = [
        _resource("stepfunctions", "StartExecution", stateMachineArn=f"{machine}:live"),
        _resource("stepfunctions", "UpdateStateMachineAlias", stateMachineAliasArn=f"{machine}:live"),
        _resource("stepfunctions", "CreateStateMachineAlias", name="live", routingConfiguration=routes),
    ]
    return asked != [machine] * len(asked)


def log_stream_is_not_the_resource() -> bool:
    named = _resource("logs", "PutLogEvents", logGroupName="g", logStreamName="s")
    return named != f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:g:log-stream:s"


def state_machines_role_is_trusted() -> bool:
    handler = imported(f"{ENFORCEMENT}.enforcer").IAMEnforcementHandler
    return handler._is_internal_call(SimpleNamespace(is_internal_call=True), "ASIAROLE")


def refusal_has_another_services_code() -> bool:
    os.environ["IAM_ENFORCEMENT"] = "1"
    refusal = imported("localemu.aws.api").CommonServiceException
    handler = imported(f"{ENFORCEMENT}.enforcer").IAMEnforcementHandler()
    try:
        handler(None, _context(), None)
    except refusal as refused:
        return (refused.code, refused.status_code) != ("AccessDeniedException", 400)
    return True


def encryption_algorithm_is_unknown() -> bool:
    return _conditions().get("kms:EncryptionAlgorithm") != "RSAES_OAEP_SHA_256"


def attributes_of_an_item_are_unknown() -> bool:
    given = {"Key": {"orderId": {"S": "x"}}, "UpdateExpression": "SET total = :total"}
    return _conditions("dynamodb", given).get("dynamodb:Attributes") != ["orderId", "total"]


def nothing_on_one_machine_is_secure() -> bool:
    return _conditions()["aws:SecureTransport"] != "true"


def action_of_api_gateway_is_misnamed() -> bool:
    mapped = imported(f"{ENFORCEMENT}.service_action_map").map_action("apigateway", "UpdateStage")
    return mapped != ["apigateway:PATCH"]


def action_that_takes_ownership_controls_away_is_misnamed() -> bool:
    mapped = imported(f"{ENFORCEMENT}.service_action_map").map_action("s3", "DeleteBucketOwnershipControls")
    return mapped != ["s3:PutBucketOwnershipControls"]


def path_of_api_gateway_is_not_the_resource() -> bool:
    named = _resource("apigateway", "GetStage", restApiId="a", stageName="v1")
    return named != f"arn:aws:apigateway:{REGION}::/restapis/a/stages/v1"


def boundary_of_a_role_is_unknown() -> bool:
    boundary = f"arn:aws:iam::{ACCOUNT}:policy/boundary"
    asked = _conditions("iam", {"RoleName": "r", "PermissionsBoundary": boundary})
    return asked.get("iam:PermissionsBoundary") != boundary


def attached_policy_is_unknown() -> bool:
    policy = f"arn:aws:iam::{ACCOUNT}:policy/p"
    return _conditions("iam", {"RoleName": "r", "PolicyArn": policy}).get("iam:PolicyARN") != policy


def alias_is_not_the_resource() -> bool:
    named = _resource("kms", "CreateAlias", AliasName="alias/a", TargetKeyId="k")
    return named != f"arn:aws:kms:{REGION}:{ACCOUNT}:alias/a"


def key_behind_an_alias_is_not_the_resource() -> bool:
    alias = SimpleNamespace(metadata={"TargetKeyId": "k"})
    imported("localemu.services.kms.models").kms_stores[ACCOUNT][REGION].aliases["alias/b"] = alias
    named = _resource("kms", "DescribeKey", KeyId="alias/b")
    return named != f"arn:aws:kms:{REGION}:{ACCOUNT}:key/k"


def key_in_a_ciphertext_is_not_the_resource() -> bool:
    models = imported("localemu.services.kms.models")
    key = "1234abcd-12ab-34cd-56ef-1234567890ab"
    blob = models.Ciphertext(key, b"i" * 12, b"text", b"t" * 16)
    named = _resource("kms", "Decrypt", CiphertextBlob=models._serialize_ciphertext_blob(blob))
    return named != f"arn:aws:kms:{REGION}:{ACCOUNT}:key/{key}"


def policy_of_a_key_is_ignored() -> bool:
    key = SimpleNamespace(policy=json.dumps({"Statement": []}))
    imported("localemu.services.kms.models").kms_stores[ACCOUNT][REGION].keys["k"] = key
    policy_of = imported(f"{ENFORCEMENT}.enforcer")._get_resource_policy
    return policy_of("kms", f"arn:aws:kms:{REGION}:{ACCOUNT}:key/k", ACCOUNT, REGION) is None


def _resource(service: str, operation: str, **given: Any) -> str:
    asked = {"service": service, "operation": operation, "request_params": given}
    build = imported(f"{ENFORCEMENT}.enforcer").build_resource_arn
    return build(**asked, region=REGION, account_id=ACCOUNT)


def _conditions(service: str = "kms", given: dict[str, Any] | None = None) -> dict[str, Any]:
    caller = imported(f"{ENFORCEMENT}.identity").CallerIdentity("Root", ACCOUNT, "arn")
    return imported(f"{ENFORCEMENT}.enforcer")._build_conditions(_context(service, given), caller)


def _context(service: str = "kms", given: dict[str, Any] | None = None) -> SimpleNamespace:
    """Return a request, by default to decrypt, without credentials."""
    return SimpleNamespace(
        service=SimpleNamespace(service_name=service, protocol="json"),
        operation=SimpleNamespace(name="Decrypt"),
        service_request={"EncryptionAlgorithm": "RSAES_OAEP_SHA_256"} if given is None else given,
        request=SimpleNamespace(headers={}, url="http://127.0.0.1/", is_secure=False, remote_addr=None),
        is_internal_call=False,
        region=REGION,
        account_id=ACCOUNT,
    )
