"""The whole program's resource graph, for every environment: what holds everywhere, and what a change changes."""

import contextlib
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pytest
from google.protobuf.struct_pb2 import Value

from plans.difference import difference
from plans.plan import plan, registrations
from plans.stacks import STACKS
from tests.graph import Watching
from tests.plan.program import copy_project, registered

OUTPUTS = {"stageUrl", "websiteUrl", "sdkBundle", "stateMachineArn", "ordersTable", "paymentKeyArn", "readme"}
PROTECTED = (
    "aws:dynamodb/table:Table orders-table",
    "aws:dynamodb/table:Table orders-table-names",
    "aws:kms/key:Key orders-payment-key",
    "aws:s3/bucket:Bucket orders-audio",
    "aws:s3/bucket:Bucket website-files",
)


@pytest.fixture(params=STACKS)
def stack(request: pytest.FixtureRequest) -> Watching:
    return registered(request.param)


def test_every_component_says_when_it_is_complete(stack: Watching) -> None:
    components = {urn for urn, request in stack.requests.items() if not request.custom}
    assert components <= set(stack.outputs)


def test_the_stack_exports_what_the_design_promises(stack: Watching) -> None:
    assert stack.exports == OUTPUTS


def test_production_protects_tables_key_and_buckets_and_only_those() -> None:
    guarded = {f"{it.type} {it.name}" for it in registered("prod").requests.values() if it.protect}
    assert guarded == set(PROTECTED)
    assert not [it.name for it in registered("dev").requests.values() if it.protect]


@contextlib.contextmanager
def modules_of(folder: Path) -> Iterator[None]:
    """Let the program's own modules be imported from `folder`; packages stay, since they take seconds."""

    def take_out() -> dict[str, ModuleType]:
        names = [name for name in sys.modules if name.partition(".")[0] in ("components", "handlers")]
        return {name: sys.modules.pop(name) for name in names}

    ours = take_out()
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        take_out()
        sys.modules.update(ours)


@pytest.mark.parametrize(
    ("file", "addition", "changed"),
    [
        ("handlers/voice.py", "\n", {"aws:lambda/function:Function orders-notify-with-polly"}),
        (
            "components/rest_api/templates/this_execution.vtl",
            "\n",
            {
                "aws:apigateway/integration:Integration orders-api-get-integration",
                "aws:apigateway/deployment:Deployment orders-api-deployment",
            },
        ),
        (
            "Pulumi.dev.yaml",
            "  throttleRate: 7\n",
            {"settings", "aws:apigateway/methodSettings:MethodSettings orders-api-limits"},
        ),
        ("site/index.html", "<p>New", {"aws:s3/bucketObjectv2:BucketObjectv2 page-index.html"}),
    ],
)
def test_a_change_changes_no_more_than_it_says(
    file: str, addition: str, changed: set[str], tmp_path: Path
) -> None:
    folder = copy_project(tmp_path / "project")
    with (folder / file).open("a") as changing:
        changing.write(addition)
    before = plan("dev")
    with modules_of(folder):
        told = difference(before, plan("dev", folder))
    assert set(re.findall(r"^[~+-] .*", told, re.MULTILINE)) == {f"~ {name}" for name in changed}


def test_the_stacks_page_in_pulumi_cloud_names_outputs_that_there_are() -> None:
    """Source: www.pulumi.com/docs/pulumi-cloud/projects-and-stacks/#stack-readme"""
    outputs = plan("dev")["outputs"]
    named = re.findall(r"\$\{(.*?)\}", outputs["readme"])
    assert {it.split(".")[0] for it in named} == {"outputs"}, "all else is filled in by the program"
    assert {it.split(".")[1] for it in named} < outputs.keys()
    assert "dashboards/dashboard/<project>-<stack>-watch" in outputs["readme"]


@pytest.mark.parametrize("name", STACKS)
def test_no_resource_is_sent_a_property_without_a_value(name: str) -> None:
    """The engine keeps one below another property in its state, where a refresh then finds it gone."""
    sent = [(urn, request.object) for urn, request in registrations(name).requests.items()]
    assert not [(urn, path) for urn, inputs in sent for path in _without_value(inputs.fields)]


def _without_value(fields: Mapping[str, Value], *above: str) -> Iterator[tuple[str, ...]]:
    for name, value in fields.items():
        if value.WhichOneof("kind") == "null_value":
            yield *above, name
        items = {str(index): item for index, item in enumerate(value.list_value.values)}
        yield from _without_value({**value.struct_value.fields, **items}, *above, name)
