"""The rules as a policy pack of Pulumi's engine: `pulumi preview --policy-pack policies`.

A rule about one resource is checked before that resource is created or changed, a rule about the stack at the end of a
preview and of an update. A preview lists rules that need unknown values as not checked; the update checks them.
Source: www.pulumi.com/docs/insights/policy/policy-packs/authoring/
"""

# pyright: reportMissingImports=false
# pulumi_policy is in the pack's own environment: it needs another protobuf than the program.
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pulumi_policy
from pulumi.runtime import get_config_env
from pulumi_policy.proxy import UnknownValueError

sys.path.insert(0, str(Path(__file__).parents[1]))  # the engine runs this file by its path

from components import project
from policies.model import Graph, Resource
from policies.rules import RULES, Rule, Violation, exemption

Report = Callable[..., None]


def policy(rule: Rule) -> Any:
    """Return the rule as a mandatory policy; only `exceptions.yaml` can make exceptions."""
    alone, among = pulumi_policy.ResourceValidationPolicy, pulumi_policy.StackValidationPolicy
    return (among if rule.needs_the_stack else alone)(
        name=rule.name,
        description=rule.says,
        validate=on_stack(rule) if rule.needs_the_stack else on_resource(rule),
        enforcement_level=pulumi_policy.EnforcementLevel.MANDATORY,
        severity=pulumi_policy.Severity(rule.severity),
        remediation_steps=rule.fix,
        url=f"https://{rule.page}",
    )


def on_resource(rule: Rule) -> Callable[[pulumi_policy.ResourceValidationArgs, Report], None]:
    def validate(args: pulumi_policy.ResourceValidationArgs, report: Report) -> None:
        provider = args.provider.urn if args.provider else None
        resource = Resource(args.urn, args.props, args.opts.parent or None, provider, args.opts.protect)
        judge(rule, resource, Graph([resource]), report)

    return validate


def on_stack(rule: Rule) -> Callable[[pulumi_policy.StackValidationArgs, Report], None]:
    def validate(args: pulumi_policy.StackValidationArgs, report: Report) -> None:
        graph = Graph([seen(it) for it in args.resources])
        unknown: list[UnknownValueError] = []
        for resource in graph.resources:
            try:
                judge(rule, resource, graph, report)
            except UnknownValueError as error:  # check the others all the same
                unknown.append(error)
        if unknown:
            raise unknown[0]

    return validate


def seen(resource: pulumi_policy.PolicyResource) -> Resource:
    return Resource(
        resource.urn,
        resource.props,
        resource.parent.urn if resource.parent else None,
        resource.provider.urn if resource.provider else None,
        resource.opts.protect,
        {prop: [it.urn for it in made_of] for prop, made_of in resource.property_dependencies.items()},
    )


def judge(rule: Rule, resource: Resource, graph: Graph, report: Report) -> None:
    if not rule.concerns(resource) or rule.is_kept(resource, graph):
        return
    if not exemption(Violation(resource, rule), get_config_env()):
        report(f"{rule.says}: {rule.fix}. https://{rule.page}", resource.urn)


pulumi_policy.PolicyPack(project.NAME, policies=[policy(rule) for rule in RULES])
