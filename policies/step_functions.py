"""State machines: Standard, logged without what customers send, traced."""

from policies.model import Resource
from policies.rule import ResourceRule, Rule

MACHINE = "aws:sfn/stateMachine:StateMachine"


def is_logged(machine: Resource) -> bool:
    return machine.get("loggingConfiguration.level") in {"ALL", "ERROR", "FATAL"}


def is_standard(machine: Resource) -> bool:
    return machine.get("type") == "STANDARD"


def keeps_data_out_of_its_log(machine: Resource) -> bool:
    return machine.get("loggingConfiguration.includeExecutionData") is False


def is_traced(machine: Resource) -> bool:
    return machine.get("tracingConfiguration.enabled") is True


RULES: tuple[Rule, ...] = (
    ResourceRule(
        name="StepFunctions.1",
        types=(MACHINE,),
        says="A state machine is logged",
        fix="set loggingConfiguration.level",
        severity="medium",
        holds=is_logged,
    ),
    ResourceRule(
        name="machine-is-standard",
        types=(MACHINE,),
        says="A state machine is a Standard one, which the API can describe and which starts once for each name",
        fix="set type to STANDARD",
        severity="high",
        source="docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html",
        holds=is_standard,
    ),
    ResourceRule(
        name="machine-logs-no-data",
        types=(MACHINE,),
        says="A state machine's log holds no input or output",
        fix="set loggingConfiguration.includeExecutionData to false",
        severity="high",
        source="docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html",
        holds=keeps_data_out_of_its_log,
    ),
    ResourceRule(
        name="machine-is-traced",
        types=(MACHINE,),
        says="A state machine's executions can be followed in X-Ray",
        fix="set gopizza:tracing",
        severity="low",
        source="docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html",
        holds=is_traced,
    ),
)
