"""Everything that logs does so to a group of its own stack, which forgets after the days of the settings.

A group that AWS makes by itself, for whoever names none, keeps its lines for ever.
Source: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
"""

import json
from typing import Any

import pytest

from components.project import NAME
from local import configuration
from plans.stacks import ROOT, STACKS, settings_of
from tests.graph import ARNS, Watching
from tests.plan.program import registered

GROUP = "aws:cloudwatch/logGroup:LogGroup"


@pytest.fixture(params=STACKS, name="name")
def _name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(name="stack")
def _stack(name: str) -> Watching:
    return registered(name)


def test_every_log_group_forgets_after_the_days_of_the_settings(name: str, stack: Watching) -> None:
    days = int(configuration.load(ROOT / "Pulumi.yaml", settings_of(name), {})[f"{NAME}:logRetentionDays"])
    assert days > 0
    groups = stack.all(GROUP)
    assert groups
    assert {group: it.get("retentionInDays") for group, it in groups.items()} == dict.fromkeys(groups, days)


def test_whatever_logs_names_a_group_of_the_stack_and_each_has_its_own(stack: Watching) -> None:
    functions = stack.all("aws:lambda/function:Function").values()
    [machine] = stack.all("aws:sfn/stateMachine:StateMachine").values()
    [stage] = stack.all("aws:apigateway/stage:Stage").values()
    names = {name: it.get("name", name) for name, it in stack.all(GROUP).items()}
    arns = [
        machine["loggingConfiguration"]["logDestination"].removesuffix(":*"),
        stage["accessLogSettings"]["destinationArn"],
    ]
    used = [
        *(ARNS[GROUP].format(name=function["loggingConfig"]["logGroup"]) for function in functions),
        *arns,
    ]
    assert len(used) == len(functions) + 2 == len(set(used))
    assert set(used) == {ARNS[GROUP].format(name=name) for name in names.values()}


def test_no_policy_of_ours_lets_anyone_make_a_group(stack: Watching) -> None:
    policies = [json.loads(it["policy"]) for it in stack.all("aws:iam/rolePolicy:RolePolicy").values()]
    actions = {
        action for policy in policies for statement in policy["Statement"] for action in as_list(statement)
    }
    assert "logs:PutLogEvents" in actions
    assert not {action for action in actions if action in ("*", "logs:*") or "CreateLogGroup" in action}


def as_list(statement: dict[str, Any]) -> list[str]:
    actions = statement["Action"]
    return [actions] if isinstance(actions, str) else actions


def test_nothing_else_of_the_stack_could_log_without_being_looked_at_here(stack: Watching) -> None:
    """Kinds of resources whose service writes logs for them if it's told to, or by itself."""
    known = {"apigateway", "cloudfront", "cloudwatch", "dynamodb", "iam", "kms", "lambda", "s3", "sfn"}
    used = {it.typ.split(":")[1].split("/")[0] for it in stack.registered if it.typ.startswith("aws:")}
    # AWS WAF logs only by a resource of its own, and keeps samples only where told (firewall-keeps-no-samples).
    assert used <= known | {"wafv2"}
    assert not stack.all("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration")
    for distribution in stack.all("aws:cloudfront/distribution:Distribution").values():
        assert "loggingConfig" not in distribution
    assert not [it.typ for it in stack.registered if it.typ.startswith("aws:") and "Logging" in it.typ]
