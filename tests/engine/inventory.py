"""What an emulator holds of one stack, by asking AWS's services rather than the engine."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from components.project import NAME
from local.provider import Aws


@dataclass(frozen=True)
class Found:
    """A resource that exists.

    kind: Pulumi's type token. id: as Pulumi has it. inputs: those that tell it from others of its kind.
    """

    kind: str
    id: str
    inputs: dict[str, str]


def inventory(aws: Aws, stack: str) -> list[Found]:
    """Return everything whose physical name or tags say that it belongs to the stack, API Gateway's parts included.

    Settings and contents of buckets aren't listed: they have no names of their own, so there can't be two of them.
    """
    prefix = f"{NAME}-{stack}-"
    named = [
        Found(kind, id_, {property_: name})
        for kind, property_, listed in NAMED
        for id_, name in listed(aws)
        if prefix in name
    ]
    apis = [it.id for it in named if it.kind == REST_API]
    roles = [it.id for it in named if it.kind == ROLE]
    return [
        *named,
        *_keys(aws, stack),
        *(policy for role in roles for policy in _policies_of(aws, role)),
        *(part for api in apis for part in _parts_of(aws, api)),
    ]


REST_API, ROLE = "aws:apigateway/restApi:RestApi", "aws:iam/role:Role"
type Names = Callable[[Aws], Iterator[tuple[str, str]]]


def _lister(service: str, operation: str, listing: str, id_: str, name: str) -> Names:
    def names(aws: Aws) -> Iterator[tuple[str, str]]:
        for page in aws.client(service).get_paginator(operation).paginate():
            for item in page.get(listing, []):
                yield (item[id_], item[name]) if isinstance(item, dict) else (item, item)

    return names


def _buckets(aws: Aws) -> Iterator[tuple[str, str]]:
    return ((it["Name"], it["Name"]) for it in aws.client("s3").list_buckets()["Buckets"])


# By Pulumi's type: the property that holds the physical name, and what lists ids and names.
NAMED: tuple[tuple[str, str, Names], ...] = (
    ("aws:dynamodb/table:Table", "name", _lister("dynamodb", "list_tables", "TableNames", "", "")),
    (
        "aws:lambda/function:Function",
        "name",
        _lister("lambda", "list_functions", "Functions", "FunctionName", "FunctionName"),
    ),
    (
        "aws:cloudwatch/logGroup:LogGroup",
        "name",
        _lister("logs", "describe_log_groups", "logGroups", "logGroupName", "logGroupName"),
    ),
    (ROLE, "name", _lister("iam", "list_roles", "Roles", "RoleName", "RoleName")),
    ("aws:s3/bucket:Bucket", "bucket", _buckets),
    (
        "aws:sfn/stateMachine:StateMachine",
        "name",
        _lister("stepfunctions", "list_state_machines", "stateMachines", "stateMachineArn", "name"),
    ),
    ("aws:kms/alias:Alias", "name", _lister("kms", "list_aliases", "Aliases", "AliasName", "AliasName")),
    (REST_API, "name", _lister("apigateway", "get_rest_apis", "items", "id", "name")),
)


def _keys(aws: Aws, stack: str) -> Iterator[Found]:
    """Keys have no names: their tags tell. One that waits for its deletion is gone."""
    kms = aws.client("kms")
    for key in kms.list_keys()["Keys"]:
        metadata = kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"]
        if metadata["KeyState"] == "PendingDeletion" or metadata["KeyManager"] != "CUSTOMER":
            continue
        tags = kms.list_resource_tags(KeyId=key["KeyId"])["Tags"]
        if {"TagKey": "Stack", "TagValue": stack} in tags:
            yield Found("aws:kms/key:Key", key["KeyId"], {})


def _policies_of(aws: Aws, role: str) -> Iterator[Found]:
    for name in aws.client("iam").list_role_policies(RoleName=role)["PolicyNames"]:
        yield Found("aws:iam/rolePolicy:RolePolicy", f"{role}:{name}", {"role": role, "name": name})


def _parts_of(aws: Aws, api: str) -> Iterator[Found]:
    gateway = aws.client("apigateway")

    def found(kind: str, id_: str, **inputs: str) -> Found:
        return Found(f"aws:apigateway/{kind}:{kind[0].upper()}{kind[1:]}", id_, {"restApi": api, **inputs})

    for it in gateway.get_deployments(restApiId=api)["items"]:
        yield found("deployment", it["id"])
    for it in gateway.get_request_validators(restApiId=api)["items"]:
        yield found("requestValidator", it["id"], name=it["name"])
    for it in gateway.get_models(restApiId=api)["items"]:
        if it["name"] not in OWN_MODELS:
            yield found("model", it["id"], name=it["name"])
    for it in gateway.get_stages(restApiId=api)["item"]:
        yield found("stage", f"ags-{api}-{it['stageName']}", stageName=it["stageName"])
    root = gateway.get_resources(restApiId=api, embed=["methods"])["items"][0]
    for verb, method in root.get("resourceMethods", {}).items():
        yield from _method(found, f"{api}-{root['id']}-{verb}", verb, method)


OWN_MODELS = {"Empty", "Error"}  # an API is born with them


def _method(found: Callable[..., Found], place: str, verb: str, method: dict[str, Any]) -> Iterator[Found]:
    yield found("method", f"agm-{place}", httpMethod=verb)
    integration = method.get("methodIntegration")
    if integration:
        yield found("integration", f"agi-{place}", httpMethod=verb)
        for status in integration.get("integrationResponses", {}):
            yield found("integrationResponse", f"agir-{place}-{status}", httpMethod=verb, statusCode=status)
    for status in method.get("methodResponses", {}):
        yield found("methodResponse", f"agmr-{place}-{status}", httpMethod=verb, statusCode=status)
