"""The roles of the state machine and of API Gateway are enforced, by AWS's action names and ARNs; policies may name log
streams, KMS's encryption algorithm, TLS, and the attributes and return values of a DynamoDB request.

With IAM_ENFORCEMENT=1 LocalEmu holds Lambda functions to their roles, but it
- trusts every call between its services, so that a state machine's role may do anything;
- checks `stepfunctions:StartExecution` on `arn:aws:stepfunctions:…:*`, which no correct policy allows. AWS checks
  `states:StartExecution` on the state machine, whatever version or alias is started, or on the execution;
- checks the log group where AWS checks the log stream, so that `…:log-group:<name>:*` does not allow writing to it;
- reports requests over plain HTTP as such, which they are: nothing on one machine speaks TLS. On AWS everything does,
  and a bucket's "TLS only" would shut out the very program that is deployed here;
- doesn't know the condition keys `kms:EncryptionAlgorithm`, `dynamodb:Attributes` (the top-level attributes that a
  request names anywhere) and `dynamodb:ReturnValues` (what an update is asked to return);
- refuses with the code AccessDenied, where services that speak JSON say AccessDeniedException, with the status 400 if
  the protocol is AWS JSON.
Sources: docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html,
…/list_amazoncloudwatchlogs.html, docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html,
docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-algorithm,
docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
"""

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from local.emulator.when_imported import instead_of, when_imported

ENFORCEMENT = "localemu.services.iam_enforcement"
ENFORCER = f"{ENFORCEMENT}.enforcer"
STEP_FUNCTIONS = "stepfunctions"
ROLE_KEYS = ("ASIA", "LSIA")  # prefixes of the access keys of assumed roles, on AWS and in LocalEmu
JSON_REFUSALS = {"json": 400, "rest-json": 403}  # protocol to HTTP status
TOP_LEVEL = re.compile(r"(?<![\w.:#])#?[A-Za-z_]\w*(?!\w|\s*\()")
WORDS = frozenset({"SET", "REMOVE", "ADD", "DELETE", "AND", "OR", "NOT", "IN", "BETWEEN"})


@instead_of(ENFORCER, "IAMEnforcementHandler._is_internal_call")
def hold_roles(is_internal: Any, context: object, access_key: str | None) -> bool:
    return not (access_key or "").startswith(ROLE_KEYS) and is_internal(context, access_key)


@instead_of(ENFORCER, "IAMEnforcementHandler.__call__")
def enforce_in_the_services_words(enforce: Any, *handled: Any) -> None:
    refusal = import_module(ENFORCER).CommonServiceException
    _handler, _chain, context, _response = handled
    try:
        enforce(*handled)
    except refusal as refused:
        status = JSON_REFUSALS.get(context.service.protocol)
        if refused.code != "AccessDenied" or status is None:
            raise
        raise refusal("AccessDeniedException", refused.message, status_code=status) from None


@instead_of(f"{ENFORCEMENT}.service_action_map", "map_action")
def name_actions(map_action: Any, service: str, operation: str) -> list[str]:
    return [f"states:{operation}"] if service == STEP_FUNCTIONS else map_action(service, operation)


@when_imported(f"{ENFORCEMENT}.arn_builder")
def name_resources(arns: Any) -> None:
    builders = arns._SERVICE_ARN_BUILDERS
    machine_arn, group_arn = builders["states"], builders["logs"]

    def states_arn(given: Mapping[str, Any], region: str, account: str) -> str:
        if other := given.get("executionArn") or given.get("activityArn"):
            return other
        routes = given.get("routingConfiguration") or [{}]
        qualified = given.get("stateMachineAliasArn") or routes[0].get("stateMachineVersionArn")
        return ":".join((qualified or machine_arn(given, region, account)).split(":")[:7])

    def logs_arn(given: Mapping[str, Any], region: str, account: str) -> str:
        return f"{group_arn(given, region, account)}:log-stream:{given.get('logStreamName', '')}"

    builders |= {STEP_FUNCTIONS: states_arn, "logs": logs_arn}


@instead_of(ENFORCER, "_build_conditions")
def add_condition_keys(build: Any, context: Any, caller: Any) -> dict[str, Any]:
    known: dict[str, Any] = {**build(context, caller), "aws:SecureTransport": "true"}
    given: Mapping[str, Any] = context.service_request or {}
    if context.service.service_name == "kms":
        known["kms:EncryptionAlgorithm"] = given.get("EncryptionAlgorithm", "SYMMETRIC_DEFAULT")
    if context.service.service_name == "dynamodb":
        known["dynamodb:Attributes"] = sorted(attributes(given))
        known["dynamodb:ReturnValues"] = given.get("ReturnValues", "NONE")
    return known


def attributes(given: Mapping[str, Any]) -> set[str]:
    """Return the attributes that a request for one item names."""
    placeholders = given.get("ExpressionAttributeNames") or {}
    return {placeholders.get(name, name) for name in _named(given)}


def _named(given: Mapping[str, Any]) -> Iterator[str]:
    for field in ("Item", "Key", "AttributeUpdates", "AttributesToGet", "Expected"):
        yield from given.get(field) or ()
    for field, expression in given.items():
        if field.endswith("Expression") and expression:
            yield from (name for name in TOP_LEVEL.findall(expression) if name.upper() not in WORDS)
