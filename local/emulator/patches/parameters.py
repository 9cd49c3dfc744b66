"""What counts as a required parameter.

On AWS one must be included and not blank. LocalEmu only looks whether it is there.
Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
"""

from collections.abc import Mapping
from typing import Any

from local.emulator.when_imported import when_imported

METHOD_REQUEST = "localemu.services.apigateway.next_gen.execute_api.handlers.method_request"
QUERY = "query_string_parameters"


@when_imported(METHOD_REQUEST)
def _mend(handlers: Any) -> None:
    handler = handlers.MethodRequestHandler
    look = handler._get_missing_required_parameters

    def missing(method: object, request: Mapping[str, Any]) -> list[str]:
        given = {name: value for name, value in request.get(QUERY, {}).items() if value.strip()}
        return look(method, {**request, QUERY: given})

    handler._get_missing_required_parameters = staticmethod(missing)
