"""Who may call a method.

LocalEmu
- lets a method of type AWS_IAM be called unsigned: AWS checks the signature, its age and the caller's policies, and
  tells an unsigned request as it tells an unknown path;
- answers 401 where a Lambda authorizer's policy denies, which AWS answers 403, and where the function failed, which is
  a 500; and it takes any Allow for one of the method that is called;
- takes an id token where a method has scopes, and an access token where it has none; lets every token live for an
  hour, whatever its client's IdTokenValidity and AccessTokenValidity say.
Sources: docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html,
docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-lambda-authorizer-output.html,
docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html
"""

import re
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from local.emulator.when_imported import when_imported

AUTHORIZER = "localemu.services.apigateway.next_gen.execute_api.handlers.authorizer"
ENFORCEMENT = "localemu.services.iam_enforcement"
SIGNATURE = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(?P<key>\w+)/\d{8}/(?P<region>[\w-]+)/execute-api/aws4_request, ?"
    r"SignedHeaders=(?P<headers>[\w;-]+), ?Signature=(?P<signature>[0-9a-f]{64})"
)
SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
OLDEST = timedelta(minutes=5)


def install() -> None:
    """Refuse whom AWS refuses."""
    when_imported(AUTHORIZER, _hold_callers)
    when_imported("localemu.services.cognito_idp.provider", _end_tokens)


def _hold_callers(authorizer: Any) -> None:
    handler = authorizer.AuthorizerHandler
    call, validate, apply = (
        handler.__call__,
        handler._validate_cognito_authorizer,
        handler._apply_authorizer_result,
    )

    def by_type(self: Any, chain: Any, context: Any, response: Any) -> None:
        if (context.resource_method or {}).get("authorizationType") == "AWS_IAM":
            _check_signature(context, self._build_method_arn(context))
        call(self, chain, context, response)

    def with_the_right_token(self: Any, context: Any, authorizer_: Any) -> None:
        validate(self, context, authorizer_)
        claims = context.context_variables["authorizer"]["claims"]
        if not _is_for(claims, set(context.resource_method.get("authorizationScopes") or ())):
            raise authorizer.UnauthorizedError("Unauthorized")

    def as_it_says(self: Any, context: Any, result: dict[str, Any]) -> None:
        if "errorMessage" in result:
            told = result["errorMessage"] == "Unauthorized"  # how a function says so
            raise (authorizer.UnauthorizedError if told else authorizer.AuthorizerFailureError)(
                "Unauthorized"
            )
        if not _allows(result.get("policyDocument") or {}, self._build_method_arn(context)):
            raise _refusals().AccessDeniedError("User is not authorized to access this resource")
        apply(self, context, result)

    handler.__call__ = by_type
    handler._validate_cognito_authorizer = with_the_right_token
    handler._apply_authorizer_result = as_it_says


def _end_tokens(provider: Any) -> None:
    for kind in ("Id", "Access"):
        name = f"generate_{kind.lower()}_token"
        setattr(provider, name, _ending(f"{kind}Token", getattr(provider, name)))


def _ending(token: str, generate: Any) -> Any:
    """Return what generates a token, such as an IdToken, that lives as long as its client says."""

    def as_long_as_it_says(*, pool_id: str, region: str, client_id: str, **rest: Any) -> str:
        backends = import_module("moto.cognitoidp.models").cognitoidp_backends
        [pool] = [
            it[region].user_pools[pool_id] for it in backends.values() if pool_id in it[region].user_pools
        ]
        settings = pool.clients[client_id].extended_config
        unit = settings.get("TokenValidityUnits", {}).get(token, "hours")
        seconds = int(settings.get(f"{token}Validity", 1)) * SECONDS[unit]
        who = {"pool_id": pool_id, "region": region, "client_id": client_id}
        return generate(**who, **{**rest, "token_validity": seconds})

    return as_long_as_it_says


def _refusals() -> Any:
    return import_module("localemu.services.apigateway.next_gen.execute_api.gateway_response")


def _is_for(claims: dict[str, Any], scopes: set[str]) -> bool:
    """Return whether a token is the kind that a method of these scopes, or none, asks for."""
    if claims.get("token_use") != ("access" if scopes else "id"):
        return False
    return not scopes or bool(scopes & set(claims.get("scope", "").split()))


def _allows(policy: dict[str, Any], method_arn: str) -> bool:
    """Return whether a policy allows the call: one statement at least, and no other denies it."""
    root = method_arn.removesuffix("*")
    effects = {
        statement["Effect"]
        for statement in _listed(policy.get("Statement", []))
        for resource in _listed(statement.get("Resource", []))
        if fnmatchcase(root, resource) or fnmatchcase(method_arn, resource)
    }
    return effects == {"Allow"}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _check_signature(context: Any, method_arn: str) -> None:
    """Let a request pass that is signed by someone whose policies allow the call; say who it is."""
    identity, evaluator = (import_module(f"{ENFORCEMENT}.{name}") for name in ("identity", "evaluator"))
    refused, headers = _refusals(), context.invocation_request["headers"]
    if "Authorization" not in headers:
        raise refused.MissingAuthTokenError("Missing Authentication Token")
    found = SIGNATURE.fullmatch(headers["Authorization"])
    secret = found and _secret(context.account_id, found["key"])
    if not found or not secret or _signature(context, found, secret) != found["signature"]:
        raise refused.InvalidSignatureError("The request signature we calculated does not match")
    signed = datetime.strptime(headers.get("X-Amz-Date", ""), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    if abs(datetime.now(UTC) - signed) > OLDEST:
        raise refused.InvalidSignatureError("Signature expired")
    caller = identity.resolve_caller(found["key"], context.account_id, context.region)
    if caller is None:
        raise refused.ExpiredTokenError("The security token included in the request is expired")
    allowed = evaluator.PolicyEvaluator().evaluate(
        caller, "execute-api:Invoke", method_arn.removesuffix("*"), {}
    )
    if allowed is not evaluator.Decision.ALLOW:
        raise refused.AccessDeniedError(
            f"User: {caller.arn} is not authorized to perform: execute-api:Invoke"
        )
    context.context_variables["identity"]["userArn"] = caller.arn


def _secret(account: str, access_key: str) -> str | None:
    """Return the secret of a user's key or a role's session."""
    iam_backends = import_module("moto.iam.models").iam_backends
    sessions = import_module("moto.sts.models").sts_backends[account]["global"].assumed_roles
    known = {it.access_key_id: it.secret_access_key for it in [*sessions]}
    for user in iam_backends[account]["global"].users.values():
        known |= {it.access_key_id: it.secret_access_key for it in user.access_keys}
    return known.get(access_key)


def _signature(context: Any, found: re.Match[str], secret: str) -> str:
    """Sign the request anew, as who sent it should have."""
    request, headers = context.request, context.invocation_request["headers"]
    signed = {name: headers.get(name, "") for name in found["headers"].split(";")}
    path = urlsplit(request.environ["RAW_URI"])
    url = f"http://{headers['Host']}{path.path}{f'?{path.query}' if path.query else ''}"
    again = AWSRequest(request.method, url, headers=signed, data=context.invocation_request["body"])
    again.context["timestamp"] = headers.get("X-Amz-Date", "")
    auth = SigV4Auth(Credentials(found["key"], secret), "execute-api", found["region"])
    canonical = auth.canonical_request(again)
    return str(auth.signature(auth.string_to_sign(again, canonical), again))
