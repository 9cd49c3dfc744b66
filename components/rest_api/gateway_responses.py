"""The responses of API Gateway itself: before a request reaches a method, or when an integration fails."""

import json

import pulumi
import pulumi_aws as aws

from .access import AccessKind
from .args import Settings
from .cors import gateway_headers, quoted
from .errors import GATEWAY_DEFAULTS, GATEWAY_ERRORS, OTHERS_FIREWALL, SIGNED, ApiError
from .snapshot import Snapshot


def add_gateway_responses(
    snapshot: Snapshot,
    name: str,
    rest_api_id: pulumi.Input[str],
    origins: pulumi.Output[list[str]],
    settings: Settings,
) -> None:
    """Create a gateway response for each type in the error contract.

    An unknown path or method (MISSING_AUTHENTICATION_TOKEN) becomes a 404. The two defaults keep API Gateway's status,
    since a status code there would replace that of all types.
    Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
    """
    headers = origins.apply(lambda allowed: quoted("gatewayresponse", gateway_headers(allowed)))
    errors = {**GATEWAY_ERRORS, **GATEWAY_DEFAULTS}
    if settings.access["kind"] == AccessKind.AWS_IAM:
        errors |= SIGNED
    if settings.web_acl_arn is not None:
        errors |= OTHERS_FIREWALL
    for response_type, error in errors.items():
        snapshot.add(
            aws.apigateway.Response,
            f"{name}-{response_type.lower().replace('_', '-')}",
            {
                "rest_api_id": rest_api_id,
                "response_type": response_type,
                "status_code": None if response_type in GATEWAY_DEFAULTS else str(error.status),
                "response_templates": {"application/json": gateway_body(error)},
                "response_parameters": headers,
            },
        )


def gateway_body(error: ApiError) -> str:
    """Return the body; API Gateway replaces `$context` variables here, but doesn't use Velocity.

    Callers can't choose the extended request id.
    Source: docs.aws.amazon.com/apigateway/latest/developerguide/set-up-access-logging.html
    """
    fields = {"code": error.code, "message": error.message, "requestId": "$context.extendedRequestId"}
    return json.dumps({"error": fields})
