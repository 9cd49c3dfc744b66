"""Gateway responses have their templates, statuses and `$context` variables; an internal failure is DEFAULT_5XX.

LocalEmu ignores the body templates of DEFAULT_4XX and DEFAULT_5XX, fills in no variables but those of `$context.error`,
answers its own failures in plain text, and fails again on a body of over 10 MB. On AWS a template may use any
`$context` variable, by plain substitution, and every failure ends in a gateway response.
Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
"""

import json
import re
import uuid
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from local.emulator.when_imported import instead_of

EXECUTE_API = "localemu.services.apigateway.next_gen.execute_api"
EXCEPTIONS = f"{EXECUTE_API}.handlers.gateway_exception"
JSON = "application/json"
NOT_CUSTOMISED = '{"message":$context.error.messageString}'
VARIABLE = re.compile(r"\$context\.(\w+(?:\.\w+)*)")


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


@instead_of(EXCEPTIONS, "GatewayExceptionHandler.__call__")
def answer_every_failure(handle: Any, *handled: Any) -> None:
    handler, chain, exception, context, response = handled
    exceptions = import_module(EXCEPTIONS)
    if context.context_variables is None:  # refused before it was parsed
        context.context_variables = {"requestId": str(uuid.uuid4()), "extendedRequestId": uuid.uuid4().hex}
    if context.deployment is not None and not isinstance(exception, exceptions.BaseGatewayException):
        exceptions.LOG.warning("API Gateway failed", exc_info=exception)
        exception = import_module(f"{EXECUTE_API}.gateway_response").InternalServerError(
            "Internal server error"
        )
    handle(handler, chain, exception, context, response)


@instead_of(EXCEPTIONS, "GatewayExceptionHandler._build_response_content")
def render_any_template(content: Any, exception: Exception, response: Mapping[str, Any], context: Any) -> str:
    template = response["responseTemplates"].get(JSON, NOT_CUSTOMISED)
    if template == NOT_CUSTOMISED:
        return content(exception, response, context)
    return rendered(template, context.context_variables)
