"""What IAM asks of whoever deploys.

LocalEmu
- names API Gateway's actions by operation, on the whole API, where AWS has one action for each HTTP method, on paths;
- asks for an s3:DeleteBucketOwnershipControls, which AWS has not: taking them away is a case of putting them;
- knows nothing of `iam:PermissionsBoundary` and `iam:PolicyARN`, which keep a deployer from making administrators;
- doesn't find the key behind an alias or in a ciphertext, and takes no alias for a resource: of a call that makes or
  drops one AWS checks both, alias and key.
Sources: docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html,
docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html,
docs.aws.amazon.com/kms/latest/developerguide/alias-access.html,
docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketOwnershipControls.html
"""

import functools
import re
import struct
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import botocore.session

from local.emulator.when_imported import instead_of, when_imported

ENFORCEMENT = "localemu.services.iam_enforcement"
API_GATEWAY = "apigateway"
PLACE = re.compile(r"\{(\w+)\+?\}")


@functools.cache
def _operation(name: str) -> Any:
    return botocore.session.get_session().get_service_model(API_GATEWAY).operation_model(name)


def path(operation: str, given: Mapping[str, Any]) -> str:
    """Return the path of a call of API Gateway, such as `/restapis/abc/stages`."""
    model = _operation(operation)
    members = model.input_shape.members if model.input_shape else {}
    values = {
        shape.serialization.get("name", name): quote(str(given.get(name, "")), safe="~")
        for name, shape in members.items()
    }
    return PLACE.sub(lambda match: values.get(match[1], ""), model.http["requestUri"].partition("?")[0])


@instead_of(f"{ENFORCEMENT}.service_action_map", "map_action")
def name_actions(map_action: Any, service: str, operation: str) -> list[str]:
    if service == API_GATEWAY:
        return [f"apigateway:{_operation(operation).http['method']}"]
    if operation == "DeleteBucketOwnershipControls":
        return ["s3:PutBucketOwnershipControls"]
    return map_action(service, operation)


@instead_of(f"{ENFORCEMENT}.enforcer", "build_resource_arn")
def name_paths(build: Any, **asked: Any) -> str:
    if asked["service"] != API_GATEWAY:
        return build(**asked)
    called = path(asked["operation"], asked["request_params"] or {})
    return f"arn:aws:apigateway:{asked['region']}::{called}"


@instead_of(f"{ENFORCEMENT}.enforcer", "_build_conditions")
def add_condition_keys(build: Any, context: Any, caller: Any) -> dict[str, Any]:
    conditions: dict[str, Any] = build(context, caller)
    given = context.service_request or {}
    if context.service.service_name == "iam":
        known = {
            "iam:PolicyARN": given.get("PolicyArn"),
            "iam:PermissionsBoundary": _boundary(context, given),
        }
        conditions |= {key: value for key, value in known.items() if value}
    return conditions


@when_imported(f"{ENFORCEMENT}.arn_builder")
def name_aliases(arns: Any) -> None:
    key_arn = arns._SERVICE_ARN_BUILDERS["kms"]

    def kms_arn(given: Mapping[str, Any], region: str, account: str) -> str:
        if alias := given.get("AliasName"):
            return f"arn:aws:kms:{region}:{account}:{alias}"
        key = given.get("KeyId") or _key_in(given.get("CiphertextBlob"))
        if key.startswith("alias/"):
            key = _key_of(key, region, account) or key
        return key_arn({**given, **({"KeyId": key} if key else {})}, region, account)

    arns._SERVICE_ARN_BUILDERS["kms"] = kms_arn


def _key_in(ciphertext: bytes | None) -> str:
    """Return the id of the key that a ciphertext names, as those of symmetric keys do; empty where there is none."""
    from localemu.services.kms.models import deserialize_ciphertext_blob  # noqa: PLC0415 - as below

    try:
        return deserialize_ciphertext_blob(ciphertext).key_id if ciphertext else ""
    except (struct.error, UnicodeDecodeError):  # no ciphertext of a symmetric key
        return ""


def _key_of(alias: str, region: str, account: str) -> str | None:
    """Return the id of the key that an alias stands for."""
    from localemu.services.kms.models import kms_stores  # noqa: PLC0415 - as below

    found = kms_stores[account][region].aliases.get(alias)
    return found.metadata["TargetKeyId"] if found else None


def _boundary(context: Any, given: Mapping[str, Any]) -> str | None:
    """Return the boundary that a role is to get, or else the one that it has."""
    if given.get("PermissionsBoundary"):
        return given["PermissionsBoundary"]
    from moto.iam.models import iam_backends  # noqa: PLC0415 - loaded with the service, not with the emulator

    roles = iam_backends[context.account_id]["aws"].roles.values()
    return next((it.permissions_boundary_arn for it in roles if it.name == given.get("RoleName")), None)
