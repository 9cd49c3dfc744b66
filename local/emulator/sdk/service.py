"""GetSdk as LocalEmu calls it."""

from typing import Any

from localemu import config
from localemu.aws.api import RequestContext, handler
from localemu.aws.api.apigateway import BadRequestException, NotFoundException, SdkResponse
from localemu.services.apigateway.helpers import get_apigateway_store, get_moto_rest_api
from localemu.services.apigateway.models import MergedRestApi

from local.emulator.sdk import bundle
from local.emulator.sdk.operations import Operation, operations

SDK_TYPE = "javascript"


@handler("GetSdk")
def get_sdk(
    _provider: object,
    context: RequestContext,
    rest_api_id: str,
    stage_name: str,
    sdk_type: str,
    parameters: dict[str, str] | None = None,  # noqa: ARG001 JavaScript has none
    **_: Any,
) -> SdkResponse:
    """Return the SDK of the stage's deployment, whatever was changed since.

    Raises NotFoundException for a missing API or stage, BadRequestException for another language.
    Source: docs.aws.amazon.com/apigateway/latest/api/API_GetSdk.html
    """
    if sdk_type != SDK_TYPE:
        raise BadRequestException(f"The emulator generates SDKs of type {SDK_TYPE} only, not {sdk_type}")
    found = _operations(context, rest_api_id, stage_name)
    invoke_url = f"{config.external_service_url()}/_aws/execute-api/{rest_api_id}/{stage_name}"
    return SdkResponse(
        contentType="application/octet-stream",
        contentDisposition=f'attachment; filename="{SDK_TYPE}.zip"',
        body=bundle.archive(found, invoke_url),
    )


def _operations(context: RequestContext, rest_api_id: str, stage_name: str) -> list[Operation]:
    get_moto_rest_api(context, rest_api_id)  # raises NotFoundException
    store, api = get_apigateway_store(context), rest_api_id.lower()
    deployment = store.active_deployments.get(api, {}).get(stage_name, "")
    snapshot = store.internal_deployments.get(api, {}).get(deployment)
    if snapshot is None:
        raise NotFoundException("Invalid Stage identifier specified")
    merged: MergedRestApi = snapshot.rest_api
    return operations(merged.resources.values())
