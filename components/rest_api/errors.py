"""The error contract: every code that the API answers with, and what of AWS leads to it.

The sentences are ours, so that nothing of AWS's internals leaks. They stand inside JSON and inside Velocity strings:
no double quotes, no backslashes, no `$`, no `#`.
"""

from collections.abc import Mapping
from typing import NamedTuple


class ApiError(NamedTuple):
    """status: the HTTP status; code: stable, for programs; message: one sentence, for people.

    to: the methods that may be answered it, apart from what every protected one may be.
    """

    status: int
    code: str
    message: str
    to: tuple[str, ...] = ()


START, ONE = ("post",), ("get", "delete")
ALL = (*START, *ONE, "options")

BAD_REQUEST = ApiError(400, "BadRequest", "The request can't be understood.", ALL)
INVALID_BODY = ApiError(400, "InvalidRequestBody", "The body isn't JSON or doesn't follow the schema.", START)
MISSING_PARAMETER = ApiError(400, "MissingParameter", "The query parameter executionArn is missing.", ONE)
INVALID_NAME = ApiError(400, "InvalidName", "The name isn't a UUID.", START)
INVALID_ARN = ApiError(400, "InvalidExecutionArn", "The executionArn isn't the ARN of an execution.", ONE)
UNAUTHORIZED = ApiError(401, "Unauthorized", "The credentials are missing, wrong or expired.")
FORBIDDEN = ApiError(403, "Forbidden", "The request was refused.", ALL)
NOT_FOUND = ApiError(404, "NotFound", "The API has no such path or method.")
NO_EXECUTION = ApiError(
    404, "ExecutionDoesNotExist", "The API knows no execution with this executionArn.", ONE
)
ALREADY_EXISTS = ApiError(
    409, "ExecutionAlreadyExists", "The name is taken: its execution has other input or has ended.", START
)
TOO_LARGE = ApiError(413, "RequestTooLarge", "The input is over 256 KB.", ALL)
MEDIA_TYPE = ApiError(415, "UnsupportedMediaType", "The Content-Type must be application/json.", ALL)
TOO_MANY = ApiError(429, "TooManyRequests", "Too many requests at once: wait, then try again.", ALL)
INTERNAL = ApiError(500, "InternalError", "The request failed on our side: try again later.", ALL)
CLOSED = ApiError(503, "Closed", "Nothing is started for now: try again later.", START)
TIMEOUT = ApiError(504, "Timeout", "No answer in time: try again, with the same name and input.", START + ONE)

# All of them: when each is answered and what to do then, as docs/api.md has it.
CONTRACT: Mapping[ApiError, tuple[str, str]] = {
    BAD_REQUEST: ("anything else that Step Functions or API Gateway refused", "correct it"),
    INVALID_BODY: ("the body is missing, isn't JSON or doesn't follow the schema", "correct it"),
    MISSING_PARAMETER: ("GET without `executionArn`, or with a blank one", "give it"),
    INVALID_NAME: ("Step Functions refused the name", "use a UUID"),
    INVALID_ARN: ("the ARN is this machine's, but no name can look like its last part", "correct it"),
    UNAUTHORIZED: (
        "the credentials are missing, wrong or expired, where an authorizer asks for some",
        "log in again",
    ),
    FORBIDDEN: ("a policy, a wrong signature or a wrong API key: who calls may not", "don't repeat it"),
    NOT_FOUND: ("another path than the root, another method than GET, POST and OPTIONS", "correct it"),
    NO_EXECUTION: ("no execution of this machine has this ARN", "right after a POST: try again"),
    ALREADY_EXISTS: ("the name is taken, see above", "go on with `error.executionArn`"),
    TOO_LARGE: ("the input is over 256 KB, or the whole request over API Gateway's 10 MB", "send less"),
    MEDIA_TYPE: (
        "the body's `Content-Type` isn't `application/json`, or it isn't in the coding (gzip, deflate) "
        "that `Content-Encoding` names",
        "correct it",
    ),
    TOO_MANY: (
        "more requests than the stage, Step Functions or one address may send",
        "wait, try again, with growing pauses",
    ),
    INTERNAL: ("a fault on our side", "try again later, with the same name and body"),
    CLOSED: ("POST while nothing is to be started; `Retry-After` says when to ask again, in seconds", "wait"),
    TIMEOUT: ("Step Functions gave no answer in time", "try again, with the same name and body"),
}

# What API Gateway answers by itself; everything that's missing here is one of the two defaults. The defaults keep
# the status that API Gateway gives.
# Source: docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
GATEWAY_ERRORS: Mapping[str, ApiError] = {
    "ACCESS_DENIED": FORBIDDEN,
    "API_CONFIGURATION_ERROR": INTERNAL,
    "AUTHORIZER_CONFIGURATION_ERROR": INTERNAL,
    "AUTHORIZER_FAILURE": INTERNAL,
    "BAD_REQUEST_BODY": INVALID_BODY,
    "BAD_REQUEST_PARAMETERS": MISSING_PARAMETER,
    "EXPIRED_TOKEN": UNAUTHORIZED,
    "INTEGRATION_FAILURE": TIMEOUT,
    "INTEGRATION_TIMEOUT": TIMEOUT,
    "INVALID_API_KEY": FORBIDDEN,
    "INVALID_SIGNATURE": FORBIDDEN,
    "MISSING_AUTHENTICATION_TOKEN": NOT_FOUND,
    "QUOTA_EXCEEDED": TOO_MANY,
    "REQUEST_TOO_LARGE": TOO_LARGE,
    "RESOURCE_NOT_FOUND": NOT_FOUND,
    "THROTTLED": TOO_MANY,
    "UNAUTHORIZED": UNAUTHORIZED,
    "UNSUPPORTED_MEDIA_TYPE": MEDIA_TYPE,
    "WAF_FILTERED": TOO_MANY,  # our own firewall has one rule, which counts
}
# Where requests are signed, API Gateway tells an unsigned one like an unknown path; a web ACL that isn't ours has other
# rules than one that counts.
SIGNED: Mapping[str, ApiError] = {"MISSING_AUTHENTICATION_TOKEN": FORBIDDEN}
OTHERS_FIREWALL: Mapping[str, ApiError] = {"WAF_FILTERED": FORBIDDEN}
GATEWAY_DEFAULTS: Mapping[str, ApiError] = {"DEFAULT_4XX": BAD_REQUEST, "DEFAULT_5XX": INTERNAL}

# What Step Functions answers with a status of 4xx, by the type of its exception; all others are BAD_REQUEST.
# The templates send well-formed JSON unless the input is too large, so InvalidExecutionInput means that. They pin the
# machine and the role, so what's wrong with these is a fault of ours.
# Sources: docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html, …/API_DescribeExecution.html,
# …/CommonErrors.html
STEP_FUNCTIONS_ERRORS: Mapping[str, ApiError] = {
    "AccessDeniedException": INTERNAL,
    "ExecutionAlreadyExists": ALREADY_EXISTS,
    "ExecutionDoesNotExist": NO_EXECUTION,
    "ExecutionLimitExceeded": TOO_MANY,
    "ExpiredTokenException": INTERNAL,
    "IncompleteSignature": INTERNAL,
    "InvalidArn": INVALID_ARN,
    "InvalidExecutionInput": TOO_LARGE,
    "InvalidName": INVALID_NAME,
    "InvalidSignatureException": INTERNAL,
    "KmsAccessDeniedException": INTERNAL,
    "KmsInvalidStateException": INTERNAL,
    "KmsThrottlingException": TOO_MANY,
    "StateMachineDeleting": INTERNAL,
    "StateMachineDoesNotExist": INTERNAL,
    "ThrottlingException": TOO_MANY,
    "UnrecognizedClientException": INTERNAL,
}
