"""The answers that API Gateway gives by itself.

LocalEmu ignores the body templates of DEFAULT_4XX and DEFAULT_5XX, fills in no variable but those of `$context.error`,
answers its own failures in plain text, and fails once more on a body over 10 MB. On AWS a template may use any
`$context` variable, by plain substitution, and every failure ends in a gateway response.
Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
"""

import json
import re
import uuid
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from local.emulator.when_imported import when_imported

EXECUTE_API = "localemu.services.apigateway.next_gen.execute_api"
JSON = "application/json"
NOT_CUSTOMISED = '{"message":$context.error.messageString}'
VARIABLE = re.compile(r"\$context\.(\w+(?:\.\w+)*)")


def install() -> None:
    """Answer as the API's gateway responses say."""
    when_imported(f"{EXECUTE_API}.handlers.gateway_exception", _mend)


def rendered(template: str, variables: Mapping[str, Any]) -> str:
    """Return `template` with its `$context` variables filled in; unknown ones are empty.

    Of all variables only `$context.error.messageString` brings its own quotes.
    Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    """

    def value(match: re.Match[str]) -> str:
        found: Any = variables
        for name in match[1].split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
        if match[1] == "error.messageString":
            return json.dumps(found)
        return "" if found is None else str(found)

    return VARIABLE.sub(value, template)


def _mend(exceptions: Any) -> None:
    handler = exceptions.GatewayExceptionHandler
    handle, content = handler.__call__, handler._build_response_content
    internal_error = import_module(f"{EXECUTE_API}.gateway_response").InternalServerError

    def answer(self: object, chain: object, exception: Exception, context: Any, response: object) -> None:
        if context.context_variables is None:  # refused before it was parsed
            context.context_variables = {
                "requestId": str(uuid.uuid4()),
                "extendedRequestId": uuid.uuid4().hex,
            }
        if context.deployment is not None and not isinstance(exception, exceptions.BaseGatewayException):
            exceptions.LOG.warning("API Gateway failed", exc_info=exception)
            exception = internal_error("Internal server error")
        handle(self, chain, exception, context, response)

    def body(exception: Exception, gateway_response: Mapping[str, Any], context: Any) -> str:
        template = gateway_response["responseTemplates"].get(JSON, NOT_CUSTOMISED)
        if template == NOT_CUSTOMISED:
            return content(exception, gateway_response, context)
        return rendered(template, context.context_variables)

    handler.__call__ = answer
    handler._build_response_content = staticmethod(body)
