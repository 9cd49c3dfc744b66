"""What IAM knows of a request: the resource it names, and the keys that a policy's conditions may ask for.

LocalEmu
- names the log group where AWS names the log stream, so that `…:log-group:<name>:*` does not allow to write to it;
- says that a request over plain HTTP is one, which is true: on one machine nothing speaks TLS. On AWS everything does,
  and a bucket's "TLS only" would shut out the very program that is deployed there;
- knows nothing of `kms:EncryptionAlgorithm`.
Sources: docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html,
docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-algorithm
"""

from collections.abc import Mapping
from typing import Any

from local.emulator.when_imported import when_imported

ENFORCEMENT = "localemu.services.iam_enforcement"


def install() -> None:
    """Describe requests as AWS does."""
    when_imported(f"{ENFORCEMENT}.enforcer", _add_condition_keys)
    when_imported(f"{ENFORCEMENT}.arn_builder", _name_log_streams)


def _add_condition_keys(enforcer: Any) -> None:
    build = enforcer._build_conditions

    def build_conditions(context: Any, caller: Any) -> dict[str, Any]:
        conditions: dict[str, Any] = build(context, caller)
        conditions["aws:SecureTransport"] = "true"
        if context.service.service_name == "kms":
            algorithm = (context.service_request or {}).get("EncryptionAlgorithm", "SYMMETRIC_DEFAULT")
            conditions["kms:EncryptionAlgorithm"] = algorithm
        return conditions

    enforcer._build_conditions = build_conditions


def _name_log_streams(arns: Any) -> None:
    group_arn = arns._SERVICE_ARN_BUILDERS["logs"]

    def logs_arn(given: Mapping[str, Any], region: str, account: str) -> str:
        return f"{group_arn(given, region, account)}:log-stream:{given.get('logStreamName', '')}"

    arns._SERVICE_ARN_BUILDERS["logs"] = logs_arn
