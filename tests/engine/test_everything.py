"""A stack with all that is off by default: an address of its own, a firewall, alarms, a dashboard and a budget."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from local.provider import Aws
from tests.engine import stack as stacks
from tests.engine.inventory import inventory
from tests.engine.stack import Stack
from tests.running import account

HOST = "pizza.example.org"
SETTINGS = {
    "alarmEmail": "cook@example.org",
    "monthlyBudget": "100",
    "requestsPerIp": "300",
    "websiteUrl": f"https://{HOST}",
}
OPTIONAL = {
    "Budget",
    "Certificate",
    "CertificateValidation",
    "Dashboard",
    "MetricAlarm",
    "Record",
    "Topic",
    "TopicSubscription",
    "WebAcl",
    "WebAclAssociation",
}


def made(aws: Aws, zone: str) -> dict[str, list[Any]]:
    """Return what the services have of it."""
    records = aws.client("route53").list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    watch = aws.client("cloudwatch")
    return {
        "alarms": watch.describe_alarms()["MetricAlarms"],
        "budgets": aws.client("budgets").describe_budgets(AccountId=aws.account).get("Budgets", []),
        "certificates": aws.at("us-east-1").client("acm").list_certificates()["CertificateSummaryList"],
        "dashboards": watch.list_dashboards().get("DashboardEntries", []),
        "firewalls": aws.client("wafv2").list_web_acls(Scope="REGIONAL")["WebACLs"],
        "records": [it for it in records if it["Type"] not in ("NS", "SOA")],
        "topics": aws.client("sns").list_topics()["Topics"],
    }


def test_a_stack_with_everything_is_deployed_settled_and_destroyed(tmp_path: Path) -> None:
    if shutil.which("pulumi") is None:
        pytest.skip("the Pulumi CLI is not on the PATH: www.pulumi.com/docs/install/")
    with account(tmp_path / "account") as aws:
        zones = aws.client("route53")
        zone = zones.create_hosted_zone(Name="example.org", CallerReference="zone")["HostedZone"]["Id"]
        id_ = zone.removeprefix("/hostedzone/")
        stack = stacks.make("dev", tmp_path / "stack", aws)
        for name, value in {**SETTINGS, "hostedZoneId": id_}.items():
            stack.pulumi("config", "set", name, value)
        deployed(stack)
        found = made(aws, zone)
        assert all(found.values()), {name for name, things in found.items() if not things}
        assert {it["Name"].rstrip(".") for it in found["records"] if it["Type"] in ("A", "AAAA")} == {HOST}
        stack.pulumi("destroy", "--yes", "--skip-preview")
        assert not any(made(aws, zone).values())
        assert [it for it in inventory(aws, "dev") if "api-logging" not in it.id] == []


def deployed(stack: Stack) -> None:
    """Deploy it; there is nothing to do then, whoever looks, and the page is where it was asked for."""
    planned = stack.planned()
    assert set(planned.values()) == {"create"}
    assert {name.partition(" ")[0] for name in planned} >= OPTIONAL
    stack.up()
    assert stack.planned() == {}
    assert stack.planned("--refresh") == {}
    assert stack.outputs()["websiteUrl"] == f"https://{HOST}"
