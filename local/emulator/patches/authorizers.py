"""Unsigned calls, denied calls and tokens of the wrong kind or age are refused as AWS refuses them.

LocalEmu
- lets anyone call a method of type AWS_IAM unsigned. AWS checks the signature, its age and the caller's policies, and
  answers an unsigned request like an unknown path;
- answers 401 where a Lambda authorizer's policy denies (AWS: 403) and where its function fails (AWS: 500), and accepts
  any Allow as one for the method that is called;
- accepts an ID token where a method has scopes, and an access token where it has none, and lets every token live for an
  hour, whatever the client's IdTokenValidity and AccessTokenValidity are.
Sources: docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html,
docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-lambda-authorizer-output.html,
docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html
"""

from fnmatch import fnmatchcase
from importlib import import_module
from typing import Any

from local.emulator.callers.call import Call, RefusedError
from local.emulator.callers.signatures import verify
from local.emulator.patches.kms import listed
from local.emulator.when_imported import instead_of

EXECUTE_API = "localemu.services.apigateway.next_gen.execute_api"
AUTHORIZER = f"{EXECUTE_API}.handlers.authorizer"
COGNITO = "localemu.services.cognito_idp.provider"
ENFORCEMENT = "localemu.services.iam_enforcement"
SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}


@instead_of(AUTHORIZER, "AuthorizerHandler.__call__")
def ask_for_signatures(call: Any, handler: Any, chain: Any, context: Any, response: Any) -> None:
    if (context.resource_method or {}).get("authorizationType") == "AWS_IAM":
        _check_signature(context, handler._build_method_arn(context).removesuffix("*"))
    call(handler, chain, context, response)


@instead_of(AUTHORIZER, "AuthorizerHandler._validate_cognito_authorizer")
def ask_for_the_right_token(validate: Any, handler: Any, context: Any, authorizer: Any) -> None:
    validate(handler, context, authorizer)
    claims = context.context_variables["authorizer"]["claims"]
    if not _is_for(claims, set(context.resource_method.get("authorizationScopes") or ())):
        raise _refusals().UnauthorizedError("Unauthorized")


@instead_of(AUTHORIZER, "AuthorizerHandler._apply_authorizer_result")
def do_as_it_says(apply: Any, handler: Any, context: Any, result: dict[str, Any]) -> None:
    refused = _refusals()
    if "errorMessage" in result:
        told = result["errorMessage"] == "Unauthorized"  # a function's way to refuse
        raise (refused.UnauthorizedError if told else refused.AuthorizerFailureError)("Unauthorized")
    if not _allows(result.get("policyDocument") or {}, handler._build_method_arn(context)):
        raise refused.AccessDeniedError("User is not authorized to access this resource")
    apply(handler, context, result)


@instead_of(COGNITO, "generate_id_token")
def end_id_token(generate: Any, **asked: Any) -> str:
    return generate(**asked | {"token_validity": _seconds("IdToken", **asked)})


@instead_of(COGNITO, "generate_access_token")
def end_access_token(generate: Any, **asked: Any) -> str:
    return generate(**asked | {"token_validity": _seconds("AccessToken", **asked)})


def _seconds(token: str, *, pool_id: str, region: str, client_id: str, **_: Any) -> int:
    """Return how long a token, such as an IdToken, is valid by its client's settings."""
    backends = import_module("moto.cognitoidp.models").cognitoidp_backends
    [pool] = [it[region].user_pools[pool_id] for it in backends.values() if pool_id in it[region].user_pools]
    settings = pool.clients[client_id].extended_config
    unit = settings.get("TokenValidityUnits", {}).get(token, "hours")
    return int(settings.get(f"{token}Validity", 1)) * SECONDS[unit]


def _refusals() -> Any:
    return import_module(f"{EXECUTE_API}.gateway_response")


def _is_for(claims: dict[str, Any], scopes: set[str]) -> bool:
    """Return whether a token is of the kind that a method with these scopes, or none, requires."""
    if claims.get("token_use") != ("access" if scopes else "id"):
        return False
    return not scopes or bool(scopes & set(claims.get("scope", "").split()))


def _allows(policy: dict[str, Any], method_arn: str) -> bool:
    """Return whether a policy allows the call: by at least one statement, with no other denying it."""
    root = method_arn.removesuffix("*")
    effects = {
        statement["Effect"]
        for statement in listed(policy.get("Statement", []))
        for resource in listed(statement.get("Resource", []))
        if fnmatchcase(root, resource) or fnmatchcase(method_arn, resource)
    }
    return effects == {"Allow"}


def _check_signature(context: Any, method_arn: str) -> None:
    """Accept a request whose signer's policies allow the call, and set the signer in the context."""
    identity, evaluator = (import_module(f"{ENFORCEMENT}.{name}") for name in ("identity", "evaluator"))
    refused, call = _refusals(), Call.of(context.request.environ)
    if "authorization" not in call.names:
        raise refused.MissingAuthTokenError("Missing Authentication Token")
    try:
        key = verify(call, service="execute-api")
    except RefusedError as error:
        raise refused.InvalidSignatureError(str(error)) from error
    caller = identity.resolve_caller(key, context.account_id, context.region)
    if caller is None:
        raise refused.ExpiredTokenError("The security token included in the request is expired")
    allowed = evaluator.PolicyEvaluator().evaluate(caller, "execute-api:Invoke", method_arn, {})
    if allowed is not evaluator.Decision.ALLOW:
        raise refused.AccessDeniedError(
            f"User: {caller.arn} is not authorized to perform: execute-api:Invoke"
        )
    context.context_variables["identity"]["userArn"] = caller.arn
