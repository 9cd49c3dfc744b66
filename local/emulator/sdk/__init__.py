"""GetSdk, which LocalEmu lacks, answers a JavaScript SDK with the files and the interface of API Gateway's own.

The scripts in `javascript/` are this project's; only their names and behaviour are AWS's.
Source: docs.aws.amazon.com/apigateway/latest/developerguide/how-to-generate-sdk-javascript.html
"""

from typing import Any

from local.emulator.when_imported import when_imported


@when_imported("localemu.services.apigateway.next_gen.provider")
def teach_get_sdk(provider: Any) -> None:
    from local.emulator.sdk.service import get_sdk  # noqa: PLC0415 it loads API Gateway

    provider.ApigatewayNextGenProvider.get_sdk = get_sdk
