"""A state machine's ARN, and what is derived from it."""

import re
from typing import NamedTuple

ARN = re.compile(
    r"(?P<machine>arn:(?P<partition>[\w-]+):states:(?P<region>[\w-]+):\d{12}:stateMachine:[^:\s\"'$#*?\\/]+)"
    r"(:[A-Za-z0-9._-]{1,80})?"
)


class Machine(NamedTuple):
    """One state machine, for its API.

    started: the ARN that POST starts, of the state machine, a version or an alias; arn: the unqualified ARN;
    execution_prefix: the prefix of the ARNs of its executions, and of no others;
    actions: the prefix of the URIs by which API Gateway calls Step Functions.
    Sources: docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html,
    docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-version.html,
    docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html (uri)
    """

    started: str
    arn: str
    execution_prefix: str
    actions: str


def machine(arn: str) -> Machine:
    """Parse a state machine's ARN, optionally with a version or an alias; raises ValueError for anything else.

    Executions belong to the state machine, whether a version or an alias started them.
    """
    match = ARN.fullmatch(arn)
    if match is None:
        raise ValueError(f"state_machine_arn must be a state machine's ARN, got {arn!r}")
    return Machine(
        started=arn,
        arn=match["machine"],
        execution_prefix=match["machine"].replace(":stateMachine:", ":execution:") + ":",
        actions=f"arn:{match['partition']}:apigateway:{match['region']}:states:action",
    )
