"""A log group can get another key.

LocalEmu knows none of AssociateKmsKey and DisassociateKmsKey.
Source: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html
"""

from typing import Any

from local.emulator.when_imported import when_imported


@when_imported("localemu.services.logs.provider")
def change_keys(module: Any) -> None:
    def associate_kms_key(_self: Any, context: Any, request: Any) -> dict[str, Any]:
        _group(context, request).kms_key_id = request["kmsKeyId"]
        return {}

    def disassociate_kms_key(_self: Any, context: Any, request: Any) -> dict[str, Any]:
        _group(context, request).kms_key_id = None
        return {}

    for operation, answer in (
        ("AssociateKmsKey", associate_kms_key),
        ("DisassociateKmsKey", disassociate_kms_key),
    ):
        handled = module.handler(operation, expand=False)(answer)
        setattr(module.LogsProvider, answer.__name__, handled)


def _group(context: Any, request: Any) -> Any:
    from localemu.aws.api.logs import ResourceNotFoundException  # noqa: PLC0415
    from moto.logs.models import logs_backends  # noqa: PLC0415

    groups = logs_backends[context.account_id][context.region].groups
    if request["logGroupName"] not in groups:
        raise ResourceNotFoundException("The specified log group does not exist.")
    return groups[request["logGroupName"]]
