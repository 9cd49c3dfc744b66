"""`make orders` and `make logs`: what someone sees of a shop that runs in another terminal."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from components.project import NAME
from tests.running import ROOT, RunningShop
from tests.system.ordering import order, outcome, until

COMMANDS = ("orders", "logs")


def command(name: str, directory: Path) -> list[str]:
    return [sys.executable, "-m", f"local.{name}", "--directory", str(directory)]


def test_orders_tell_each_state_with_its_time_and_size_and_nothing_of_the_customer(shop: RunningShop) -> None:
    wanted = order(shop)
    outcome(shop, wanted)
    seen = subprocess.run(command("orders", shop.run.directory), capture_output=True, text=True, check=True)
    mine = seen.stdout.partition(f"  {wanted.name}  ")[2]
    assert re.match(r"CONFIRMED  \d+ ms\n", mine), seen.stdout
    machine = shop.client("stepfunctions").describe_state_machine(
        stateMachineArn=shop.outputs["stateMachineArn"]
    )
    states = set(re.findall(r"^  (\w+) +\d+ ms  input [1-9]\d* bytes$", mine, re.MULTILINE))
    assert {"PlaceOrder", "ProcessPayment", "NotifyWithPolly"} < states
    assert states <= set(json.loads(machine["definition"])["States"])
    assert "Ann" not in seen.stdout
    assert "ciphertext" not in seen.stdout


@contextmanager
def following(shop: RunningShop, log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Follow the logs until the block ends; the first line is there when it begins."""
    with log.open("wb") as out, subprocess.Popen(command("logs", shop.run.directory), stdout=out) as follower:
        try:
            until(log.read_text)
            yield follower
        finally:
            follower.kill()


def test_logs_follow_functions_refusals_and_the_api_until_ctrl_c(shop: RunningShop, tmp_path: Path) -> None:
    log = tmp_path / "logs"
    with following(shop, log) as follower:
        outcome(shop, order(shop))
        subprocess.run(
            ["curl", "-s", "--noproxy", "*", f"{shop.emulator_url}/none"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        expected = (
            "order placed",
            "payment approved",
            "outcome spoken",
            "POST /_aws/execute-api/",
            "refused: GET /none",
        )
        until(lambda: all(it in log.read_text() for it in expected))
        follower.send_signal(signal.SIGINT)
        assert follower.wait(10) == 0
    of_functions = [line for line in log.read_text().splitlines() if "requestId" in line]
    assert len(of_functions) == len(set(of_functions)), "nothing is told twice"


@pytest.mark.parametrize("name", COMMANDS)
def test_without_a_shop_one_line_says_how_to_start_one(name: str, tmp_path: Path) -> None:
    ended = subprocess.run(command(name, tmp_path), cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr == (
        f"{NAME}: no shop is running in {tmp_path}: start one with `make local` in another terminal\n"
    )
