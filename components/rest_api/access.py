"""Who may call."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, NamedTuple

import pulumi
from typing_extensions import NotRequired, TypedDict


class AccessKind(str, Enum):
    """How callers prove who they are."""

    OPEN = "OPEN"
    """Anyone may call."""
    AWS_IAM = "AWS_IAM"
    """Requests are signed (Signature Version 4), and a policy allows the signer to call."""
    COGNITO_USER_POOLS = "COGNITO_USER_POOLS"
    """A token of a Cognito user pool, checked by an authorizer."""
    LAMBDA = "LAMBDA"
    """A token that a Lambda authorizer checks."""
    API_KEY = "API_KEY"
    """An API key of a usage plan of the stage."""


class Access(TypedDict):
    """Who may start, describe and stop executions; the preflight of browsers is always open.

    Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html
    """

    kind: AccessKind
    """How callers prove who they are."""
    authorizer_id: NotRequired[pulumi.Input[str]]
    """With COGNITO_USER_POOLS and LAMBDA: the id of an authorizer of this API."""
    scopes: NotRequired[Sequence[str]]
    """With COGNITO_USER_POOLS: an access token needs one of these scopes; without them, an ID token is required."""
    header: NotRequired[str]
    """With LAMBDA: the header that the authorizer reads; Authorization by default."""


class _Proof(NamedTuple):
    """authorization: API Gateway's type; headers: what pages may send; principal: the variable of the caller's id.

    Callers can't set any of these variables. extension: API Gateway's name for it in OpenAPI;
    takes: the other keys that an access of this kind may have.
    Sources: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html,
    docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authtype.html
    """

    authorization: str
    headers: Sequence[str]
    principal: str = ""
    extension: str = ""
    takes: Sequence[str] = ()


_TOKEN = ("Authorization",)
_SIGNATURE = ("Authorization", "X-Amz-Date", "X-Amz-Security-Token")
# fmt: off
PROOFS: Mapping[AccessKind, _Proof] = {
    AccessKind.OPEN: _Proof("NONE", ()),
    AccessKind.AWS_IAM: _Proof("AWS_IAM", _SIGNATURE, "$context.identity.userArn", "awsSigv4"),
    AccessKind.COGNITO_USER_POOLS: _Proof(
        "COGNITO_USER_POOLS", _TOKEN, "$context.authorizer.claims.sub", "cognito_user_pools",
        ("authorizer_id", "scopes"),
    ),
    AccessKind.LAMBDA: _Proof(
        "CUSTOM", _TOKEN, "$context.authorizer.principalId", "custom", ("authorizer_id", "header")
    ),
    AccessKind.API_KEY: _Proof("NONE", ("X-Api-Key",), "$context.identity.apiKeyId"),
}
# fmt: on
OPEN: Access = {"kind": AccessKind.OPEN}


def check_access(access: Access) -> None:
    """Raise ValueError, with one sentence, for keys that don't go together."""
    kinds = [kind.value for kind in AccessKind]
    if access.get("kind") not in kinds:
        raise ValueError(f"access.kind must be one of {', '.join(kinds)}, got {access.get('kind')!r}")
    kind = AccessKind(access["kind"])
    if PROOFS[kind].takes and "authorizer_id" not in access:
        raise ValueError(f"access of kind {kind.value} needs authorizer_id")
    for key in access:
        if key != "kind" and key not in PROOFS[kind].takes:
            others = " and ".join(other.value for other, it in PROOFS.items() if key in it.takes)
            use = f"it is for {others}" if others else "no kind does"
            raise ValueError(f"access of kind {kind.value} takes no {key}: {use}")


def proof(access: Access) -> _Proof:
    """Return what the access requires of a caller."""
    known = PROOFS[AccessKind(access["kind"])]
    return known._replace(headers=(access["header"],)) if "header" in access else known


def method_inputs(access: Access) -> dict[str, Any]:
    """Return the inputs of a method with this access."""
    return {
        "authorization": proof(access).authorization,
        "authorizer_id": access.get("authorizer_id"),
        "authorization_scopes": access.get("scopes"),
        "api_key_required": True if access["kind"] == AccessKind.API_KEY else None,
    }
