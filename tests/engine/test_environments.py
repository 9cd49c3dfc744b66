"""Two environments in one account have nothing in common, and either can go without the other noticing."""

import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from components.project import NAME
from local.page_server import PageServer
from tests.engine.inventory import inventory
from tests.engine.stack import Stack
from tests.running import LocalRun, RunningShop
from tests.system.ordering import order, outcome


@pytest.fixture
def shop(stack: Stack, tmp_path: Path) -> Iterator[RunningShop]:
    """The first environment's page and API."""
    outputs = stack.outputs()
    port, emulator_port = (urlsplit(url).port for url in (outputs["websiteUrl"], stack.aws.endpoint))
    assert port
    assert emulator_port
    endpoint = stack.resource("BucketWebsiteConfiguration website-http")["outputs"]["websiteEndpoint"]
    server = PageServer(port, (emulator_port, endpoint), {})
    yield RunningShop(LocalRun(tmp_path, port, emulator_port), outputs)
    server.close()


def test_two_environments_have_no_resource_in_common(stack: Stack, second: Stack) -> None:
    first, other = ids(stack), ids(second)
    assert first
    assert other
    assert first.isdisjoint(other)


def test_no_environment_knows_anything_of_the_other(stack: Stack, second: Stack) -> None:
    """Names begin with the environment's, so policies, too, would show a reach beyond."""
    assert f"{NAME}-local-" not in str([it.get("inputs") for it in second.resources().values()])
    assert f"{NAME}-local2-" not in str([it.get("inputs") for it in stack.resources().values()])


def test_only_the_log_role_of_the_account_serves_both(stack: Stack, second: Stack) -> None:
    role = stack.resource("Role api-logging-role")["outputs"]["arn"]
    assert stack.aws.client("apigateway").get_account()["cloudwatchRoleArn"] == role
    assert not [name for name in second.resources() if "api-logging" in name]


def test_a_destroyed_environment_leaves_nothing_and_the_other_goes_on(
    stack: Stack, second: Stack, shop: RunningShop
) -> None:
    assert inventory(second.aws, second.name)
    second.pulumi("destroy", "--yes", "--skip-preview")
    assert second.resources().keys() <= {f"Stack {NAME}-local2"}
    assert inventory(second.aws, second.name) == []
    with urllib.request.urlopen(f"{shop.website_url}/index.html", timeout=10) as page:
        assert b"<html" in page.read()
    assert outcome(shop, order(shop))["status"] == "CONFIRMED"
    assert stack.planned("--refresh") == {}


def ids(stack: Stack) -> set[str]:
    return {it["id"] for it in stack.resources().values() if it.get("id") and ":" in it["type"]}
