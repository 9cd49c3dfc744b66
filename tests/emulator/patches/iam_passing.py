"""Who may hand which role to a service.

LocalEmu doesn't ask for `iam:PassRole` where a function, a state machine or an integration is given its role.
Source: docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
"""

from importlib import import_module
from typing import Any

from local.emulator.when_imported import instead_of

ENFORCER = "localemu.services.iam_enforcement.enforcer"
# The parameter that names the role, by service and operation, and the service that gets it.
GIVEN = {
    ("lambda", "CreateFunction"): ("Role", "lambda"),
    ("lambda", "UpdateFunctionConfiguration"): ("Role", "lambda"),
    ("stepfunctions", "CreateStateMachine"): ("roleArn", "states"),
    ("stepfunctions", "UpdateStateMachine"): ("roleArn", "states"),
    ("apigateway", "PutIntegration"): ("credentials", "apigateway"),
}


@instead_of(ENFORCER, "IAMEnforcementHandler.__call__")
def enforce_passing_too(enforce: Any, handler: Any, chain: object, context: Any, response: object) -> None:
    enforce(handler, chain, context, response)
    enforcer = import_module(ENFORCER)
    operation = (context.service.service_name, context.operation.name) if context.operation else ("", "")
    parameter, service = GIVEN.get(operation, ("", ""))
    role = (context.service_request or {}).get(parameter)
    key = enforcer._extract_access_key(context)
    if not role or handler._is_internal_call(context, key):
        return
    caller = enforcer.resolve_caller(key, context.account_id, context.region)
    passed_to = {"iam:PassedToService": f"{service}.amazonaws.com"}
    if handler.evaluator.evaluate(caller, "iam:PassRole", role, passed_to) != enforcer.Decision.ALLOW:
        said = f"User: {caller.arn} is not authorized to perform: iam:PassRole on resource: {role}"
        raise enforcer.CommonServiceException("AccessDeniedException", said, status_code=403)
