"""What follows from a state machine's ARN."""

import re
from typing import NamedTuple

ARN = re.compile(r"arn:(?P<partition>[\w-]+):states:(?P<region>[\w-]+):\d{12}:stateMachine:[^:\s\"'$#*?\\]+")


class Machine(NamedTuple):
    """One state machine, as its API needs to know it.

    arn: unqualified; execution_prefix: what the ARNs of its executions, and only of its executions, begin with;
    start_uri, describe_uri: the two actions as API Gateway calls them.
    Sources: docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html,
    docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html (uri)
    """

    arn: str
    execution_prefix: str
    start_uri: str
    describe_uri: str


def machine(arn: str) -> Machine:
    """Read a state machine's ARN.

    Raises ValueError for anything else; versions and aliases are refused because the executions they start are
    described under the unqualified machine's ARN.
    """
    match = ARN.fullmatch(arn)
    if match is None:
        raise ValueError(
            f"state_machine_arn must be a state machine's ARN without version or alias, got {arn!r}"
        )
    actions = f"arn:{match['partition']}:apigateway:{match['region']}:states:action"
    return Machine(
        arn=arn,
        execution_prefix=arn.replace(":stateMachine:", ":execution:") + ":",
        start_uri=f"{actions}/StartExecution",
        describe_uri=f"{actions}/DescribeExecution",
    )
