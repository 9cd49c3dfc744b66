"""What follows from a state machine's ARN."""

import re
from typing import NamedTuple

ARN = re.compile(
    r"(?P<machine>arn:(?P<partition>[\w-]+):states:(?P<region>[\w-]+):\d{12}:stateMachine:[^:\s\"'$#*?\\/]+)"
    r"(:[A-Za-z0-9._-]{1,80})?"
)


class Machine(NamedTuple):
    """One state machine, as its API needs to know it.

    started: what POST starts: the machine, a version of it or an alias; arn: the machine, unqualified;
    execution_prefix: what the ARNs of its executions, and only of its executions, begin with;
    actions: what the URIs begin with by which API Gateway calls Step Functions.
    Sources: docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html,
    docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-version.html,
    docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html (uri)
    """

    started: str
    arn: str
    execution_prefix: str
    actions: str


def machine(arn: str) -> Machine:
    """Read a state machine's ARN, maybe with a version or an alias; raises ValueError for anything else.

    Executions belong to the machine, whatever they were started by.
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
