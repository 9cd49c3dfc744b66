"""`make doctor` on an account that has a stack, and on one where something is in the way."""

import os
import subprocess
import sys
from typing import Any

from local.provider import Aws, without_aws
from tests.running import ROOT, RunningShop


def doctor(account: Aws, stack: str = "dev", **environment: str) -> tuple[int, dict[str, str]]:
    """Return the exit code, and the line of each check."""
    ended = subprocess.run(
        [sys.executable, "-m", "bootstrap.doctor", stack],
        cwd=ROOT,
        env={**without_aws(os.environ), **account.environment(), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    lines = [line.partition(": ") for line in ended.stdout.splitlines()]
    assert lines, ended.stderr
    return ended.returncode, {what[6:]: f"{what[:5].strip()} {says}" for what, _, says in lines}


def test_every_check_has_its_line(shop: RunningShop) -> None:
    _, said = doctor(shop.aws, HTTP_PROXY="http://127.0.0.1:9", https_proxy="http://127.0.0.1:9")
    assert said.keys() == {"name", "region", "credentials", "log role", "quotas", "voice", "issuer"}
    assert said["credentials"].startswith("fine arn:aws:iam::000000000000:root in us-east-2")
    assert said["region"] == "fine us-east-2 has Step Functions"
    assert said["voice"] == "fine Kimberly has the standard engine in this region"


def log_by(gateway: Any, role: str) -> None:
    """Let the account's API log be written by a role."""
    change = {"op": "replace", "path": "/cloudwatchRoleArn", "value": role}
    gateway.update_account(patchOperations=[change])


def test_a_wrong_name_and_a_log_role_of_somebody_elses_are_told_with_what_to_do(shop: RunningShop) -> None:
    gateway, role = shop.client("apigateway"), "arn:aws:iam::000000000000:role/theirs"
    before = gateway.get_account()["cloudwatchRoleArn"]
    log_by(gateway, role)
    code, said = doctor(shop.aws, "My_Dev")
    log_by(gateway, before)
    assert code == 1
    assert "lower case letters" in said["name"]
    assert (
        said["log role"]
        == f"TO DO the account already has the log role {role}: set apiLogging to false, or it will be replaced"
    )


def test_credentials_that_count_for_nothing_are_told(shop: RunningShop) -> None:
    code, said = doctor(shop.aws, AWS_ACCESS_KEY_ID="AKIANOBODY")
    assert code == 1
    assert all(
        line.startswith("TO DO the call failed")
        for what, line in said.items()
        if what not in ("name", "region", "credentials")
    )
