"""Which mapping template a request's Content-Type picks.

On AWS the MIME type alone does: `application/json; charset=UTF-8` picks the template of application/json. LocalEmu
compares the whole header, letter by letter, and answers 415.
Source: docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
"""

from collections.abc import Mapping
from typing import Any

from local.emulator.when_imported import when_imported

INTEGRATION_REQUEST = "localemu.services.apigateway.next_gen.execute_api.handlers.integration_request"
HEADER = "Content-Type"


def install() -> None:
    """Pick templates by MIME type."""
    when_imported(INTEGRATION_REQUEST, _mend)


def mime_type(content_type: str) -> str:
    """Return the header's value without parameters, in lower case."""
    return content_type.partition(";")[0].strip().lower()


def _mend(handlers: Any) -> None:
    handler = handlers.IntegrationRequestHandler
    pick = handler.get_request_template

    def get_request_template(integration: object, request: Mapping[str, Any]) -> str | None:
        sent = request["headers"].get(HEADER)
        headers = {HEADER: mime_type(sent)} if sent else {}
        return pick(integration=integration, request={**request, "headers": headers})

    handler.get_request_template = staticmethod(get_request_template)
