"""Which roles may do what.

With IAM_ENFORCEMENT=1 LocalEmu holds Lambda functions to their roles, but
- trusts every call between its services, so that a state machine's role may do anything;
- asks for `stepfunctions:StartExecution` on `arn:aws:stepfunctions:…:*`, which no correct policy allows, where AWS
  asks for `states:StartExecution` on the state machine, whichever version or alias is meant, or on the execution;
- refuses with the code AccessDenied, where services that speak JSON say AccessDeniedException, and 400 if the
  protocol is AWS JSON.
Sources: docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html,
docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html
"""

from collections.abc import Mapping
from typing import Any

from local.emulator.when_imported import asked_first, when_imported

ENFORCEMENT = "localemu.services.iam_enforcement"
STEP_FUNCTIONS = "stepfunctions"
ROLE_KEYS = ("ASIA", "LSIA")  # how the access keys of an assumed role begin, on AWS and in LocalEmu
JSON_REFUSALS = {"json": 400, "rest-json": 403}  # protocol to HTTP status


def install() -> None:
    """Hold Step Functions' and API Gateway's roles to their policies."""
    when_imported(f"{ENFORCEMENT}.enforcer", _hold_roles)
    when_imported(f"{ENFORCEMENT}.service_action_map", _name_actions)
    when_imported(f"{ENFORCEMENT}.arn_builder", _name_resources)


def _hold_roles(enforcer: Any) -> None:
    handler, refusal = enforcer.IAMEnforcementHandler, enforcer.CommonServiceException
    is_internal, enforce = handler._is_internal_call, handler.__call__

    def is_internal_call(context: object, access_key: str | None) -> bool:
        return not (access_key or "").startswith(ROLE_KEYS) and is_internal(context, access_key)

    def enforce_in_the_services_words(self: object, chain: object, context: Any, response: object) -> None:
        try:
            enforce(self, chain, context, response)
        except refusal as refused:
            status = JSON_REFUSALS.get(context.service.protocol)
            if refused.code != "AccessDenied" or status is None:
                raise
            raise refusal("AccessDeniedException", refused.message, status_code=status) from None

    handler._is_internal_call = staticmethod(is_internal_call)
    handler.__call__ = enforce_in_the_services_words


def _name_actions(actions: Any) -> None:
    def named(service: str, operation: str) -> list[str] | None:
        return [f"states:{operation}"] if service == STEP_FUNCTIONS else None

    asked_first(actions, "map_action", named)


def _name_resources(arns: Any) -> None:
    machine_arn = arns._SERVICE_ARN_BUILDERS["states"]

    def states_arn(given: Mapping[str, Any], region: str, account: str) -> str:
        if other := given.get("executionArn") or given.get("activityArn"):
            return other
        routes = given.get("routingConfiguration") or [{}]
        qualified = given.get("stateMachineAliasArn") or routes[0].get("stateMachineVersionArn")
        return ":".join((qualified or machine_arn(given, region, account)).split(":")[:7])

    arns._SERVICE_ARN_BUILDERS[STEP_FUNCTIONS] = states_arn
