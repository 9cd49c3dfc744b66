"""`make local` follows edits: the program is changed in a copy, as someone with an editor would."""

import gzip
import json
import re
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from components.rest_api import errors
from tests.running import LocalRun, RunningShop, copied_project, descendants, still_there
from tests.system.ordering import body_of, order, outcome, until

SETTINGS = "Pulumi.local.yaml"
QUICK_STOP_SECONDS = 4.5  # LocalEmu's own way takes five


class Edited:
    """A shop whose program is edited."""

    def __init__(self, project: Path, run: LocalRun) -> None:
        self.project, self.run = project, run
        run.start(project=project)
        self.shop = RunningShop(run, run.wait_until_ready())
        self.names: set[str] = set()

    def edit(self, name: str, old: str, new: str) -> str:
        """Change a file's text; return the line that tells that this is in, or isn't."""
        told, file = len(self.told()), self.project / name
        text = file.read_text()
        assert text.count(old), f"{name} has no {old!r} any more: change this test"
        file.write_text(text.replace(old, new, 1))
        return self.is_told("✓", "✗", after=told)

    def is_told(self, *beginnings: str, after: int = 0) -> str:
        """Return the terminal's first line of those after some that begins so, once it's there."""
        return until(lambda: next((it for it in self.told()[after:] if it.startswith(beginnings)), None))

    def told(self) -> list[str]:
        return self.run.terminal_log.read_text().splitlines()

    def order(self) -> dict[str, Any]:
        wanted = order(self.shop)
        self.names.add(wanted.name)
        return outcome(self.shop, wanted)

    def refused(self, body: dict[str, Any]) -> tuple[int, str]:
        """Return the status and the sentence that the API answers to a POST."""
        kind = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.shop.stage_url, json.dumps(body).encode(), kind)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request)
        with refused.value as answer:
            return answer.code, json.load(answer)["error"]["message"]

    def page(self) -> str:
        """Return the page's style as a browser gets it that reloads now."""
        base = self.shop.website_url
        with urllib.request.urlopen(f"{base}/") as page:
            [style] = re.findall(r"css/[\w.-]+\.css", page.read().decode())
        with urllib.request.urlopen(f"{base}/{style}") as answer:
            body = answer.read()
        return (gzip.decompress(body) if answer.headers["Content-Encoding"] else body).decode()


@pytest.fixture(scope="module", name="edited")
def _edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edited]:
    project = copied_project(tmp_path_factory.mktemp("edited") / "shop")
    edited = Edited(project, LocalRun(project / ".local"))
    yield edited
    started, asked = descendants(edited.run.process.pid), time.monotonic()
    assert len(started) > 1, "the emulator and at least one function"
    assert edited.run.stop(signal.SIGINT) == 0, edited.run.tail()
    assert time.monotonic() - asked < QUICK_STOP_SECONDS, "nothing is worth waiting for: nothing is kept"
    assert not still_there(started)
    assert not edited.run.outputs_path.exists()
    assert not (edited.run.directory / "emulator").exists(), "what was ordered and spoken is in there"


def test_a_file_of_the_page_shows_on_the_very_next_reload(edited: Edited) -> None:
    file = edited.project / "site" / "css" / "base.css"
    file.write_text(f"{file.read_text()}\n.edited {{ color: tomato }}\n")
    time.sleep(0.3)  # as quick as a hand; the system tells of an edit when it has happened
    assert ".edited{color:tomato}" in edited.page()
    assert re.fullmatch(r"✓ site/css/base\.css  \d+\.\d s", edited.is_told("✓ site/css/base.css"))


def test_a_handlers_edit_runs_with_the_next_order(edited: Edited) -> None:
    edited.order()
    assert edited.edit("handlers/place_order.py", '"order placed"', '"order seen"').startswith("✓ handlers/")
    assert edited.order()["status"] == "CONFIRMED"
    logs = edited.shop.client("logs")
    groups = [it["logGroupName"] for it in logs.describe_log_groups()["logGroups"]]
    [group] = [it for it in groups if it.endswith("place-order")]
    until(lambda: "order seen" in json.dumps(logs.filter_log_events(logGroupName=group)["events"]))


BROKEN = [
    (SETTINGS, "config: [\n", f"✗ {SETTINGS}  "),
    ("handlers/place_order.py", "def (", "✗ handlers/place_order.py, line 1: "),
    ("components/orders/orders_table.py", "def (", "✗ components/orders/orders_table.py, line 1: "),
    ("components/orders/order.schema.json", "}", "✗ components/orders/order.schema.json, line 1: "),
    ("site/js/main.js", "let let = ;\n", "✗ site/js/main.js, line 1: "),
]


def test_an_edit_that_does_not_parse_says_where_and_leaves_what_runs(edited: Edited) -> None:
    """One is broken before the other is mended: nothing is deployed between, which would take long."""
    for at, (name, broken, complaint) in enumerate(BROKEN):
        file = edited.project / name
        file.write_text(broken + file.read_text())
        if at:
            mended, text, _ = BROKEN[at - 1]
            (edited.project / mended).write_text((edited.project / mended).read_text().removeprefix(text))
        edited.is_told(complaint)
    assert edited.order()["status"] == "CONFIRMED"
    assert edited.edit(BROKEN[-1][0], BROKEN[-1][1], "").startswith("✓")


def test_what_an_edit_fails_by_is_named_and_the_next_one_is_brought_in(edited: Edited) -> None:
    first = (edited.project / "components/settings.py").read_text()[:20]
    assert edited.edit("components/settings.py", first, f"nowhere\n{first}").startswith(
        "✗ components/settings.py"
    )
    edited.is_told("  the program failed: NameError: name 'nowhere' is not defined")
    assert edited.edit("components/settings.py", f"nowhere\n{first}", first).startswith("✓")


def test_the_workflow_a_template_a_component_and_a_setting_are_brought_in(edited: Edited) -> None:
    edited.edit("components/orders/workflow.asl.json", '"Comment": "', '"Comment": "Edited: ')
    machines = edited.shop.client("stepfunctions")
    machine = machines.describe_state_machine(stateMachineArn=edited.shop.outputs["stateMachineArn"])
    assert "Edited: " in machine["definition"]
    edited.edit("components/rest_api/errors.json", errors.CONTRACT["InvalidRequestBody"].message, "No good.")
    assert edited.refused({}) == (400, "No good.")
    edited.edit(SETTINGS, "config:\n", "config:\n  open: false\n")
    assert edited.refused(body_of(order(edited.shop)))[0] == 503
    edited.edit(SETTINGS, "  open: false\n", "")
    assert edited.order()["status"] == "CONFIRMED"


def test_all_orders_are_still_in_the_table(edited: Edited) -> None:
    edited.order()
    items = edited.shop.client("dynamodb").scan(TableName=edited.shop.outputs["ordersTable"])["Items"]
    assert edited.names <= {it["orderId"]["S"] for it in items}
