"""The drawings show the program, and what of it changes."""

import copy
import json
import re
from typing import Any

import pytest

from docs import pictures
from plans.files import read
from plans.stacks import ROOT

STATES: dict[str, Any] = json.loads((ROOT / "components/orders/workflow.asl.json").read_text())
PLAN = read(ROOT / "plans/base.yaml")


def coloured(drawing: str) -> list[str]:
    found = re.search(r"^  class (\S+) changed$", drawing, re.MULTILINE)
    return found[1].split(",") if found else []


def arrows(drawing: str) -> set[tuple[str, ...]]:
    return set(re.findall(r"^  ([\w-]+) -\.?->(?:\|[^|]+\|)? ([\w-]+)$", drawing, re.MULTILINE))


def test_the_workflow_has_every_state_and_every_way() -> None:
    drawing = pictures.workflow(STATES)
    names = set(STATES["States"])
    assert set(re.findall(r"^  (\w+)[\[({]", drawing, re.MULTILINE)) == names
    assert {it for arrow in arrows(drawing) for it in arrow} <= names
    nexts = re.findall(r'"(?:Next|Default)": "(\w+)"', json.dumps(STATES))
    assert len(re.findall(r"-->|\.->", drawing)) == len(nexts)


def test_the_system_shows_who_uses_what() -> None:
    told = arrows(pictures.system(PLAN))
    assert told >= {
        ("caller", "orders-api-stage"),
        ("caller", "website-cdn"),
        ("website-cdn", "website-files"),
        ("orders-api-stage", "orders-workflow"),
        ("orders-workflow", "orders-process-payment"),
        ("orders-process-payment", "orders-payment-key"),
    }
    assert ("orders-notify-with-polly", "orders-payment-key") not in told


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("aws:kms/key:Key orders-payment-key", "orders-payment-key"),
        ("aws:apigateway/model:Model orders-api-model", "orders-api-part"),
        ("aws:s3/bucketPolicy:BucketPolicy website-files-policy", "website-part"),
    ],
)
@pytest.mark.parametrize("way", ["changed", "new", "gone"])
def test_what_changed_is_coloured_and_nothing_else(key: str, shown: str, way: str) -> None:
    assert coloured(pictures.system(PLAN, PLAN)) == []
    other = copy.deepcopy(PLAN)
    assert key in other["resources"]
    if way == "changed":
        other["resources"][key]["inputs"] = {}
    else:
        del other["resources"][key]
    now, before = (other, PLAN) if way == "gone" else (PLAN, other)
    gone_node = way == "gone" and shown in key
    assert coloured(pictures.system(now, before)) == (["orders-part"] if gone_node else [shown])


def test_a_changed_state_is_coloured() -> None:
    other = copy.deepcopy(STATES)
    other["States"]["NotifyUser"]["Comment"] = "other words"
    assert coloured(pictures.workflow(other, STATES)) == ["NotifyUser"]
    assert coloured(pictures.workflow(STATES, STATES)) == []
