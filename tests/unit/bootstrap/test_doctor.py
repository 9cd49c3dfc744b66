"""What `make doctor` reads of a stack's file, and says of the account's quotas, which the emulator has none of."""

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from botocore.parsers import ResponseParserError
from botocore.stub import Stubber

from bootstrap import doctor

# Names that hold what the doctor looks for; the values are those of us-east-2.
# Source: docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
NAMES = [
    f"{call} throttle token {what}"
    for call in ("StartExecution", "DescribeExecution")
    for what in ("bucket size", "refill rate per second")
]
ENOUGH = dict(zip(NAMES, (800.0, 150.0, 250.0, 10.0), strict=True))
SETTINGS = replace(doctor.settings_of("dev"), start_rate=100, describe_rate=10)


def said(quotas: dict[str, float] | None, **settings: int) -> tuple[bool, str]:
    """Return what is found in an account with these quotas; None: the call is refused."""
    client: Any = boto3.client(
        "service-quotas", "us-east-2", aws_access_key_id="a", aws_secret_access_key="b"
    )  # pyright: ignore[reportUnknownMemberType]
    with Stubber(client) as stub:
        if quotas is None:
            stub.add_client_error("list_service_quotas", "AccessDeniedException", "not you")
        for number, (name, value) in enumerate((quotas or {}).items(), 1):  # one a page
            more = {"NextToken": str(number)} if number < len(quotas or {}) else {}
            stub.add_response(
                "list_service_quotas", {"Quotas": [{"QuotaName": name, "Value": value}], **more}
            )
        return asked(doctor.Account("dev", replace(SETTINGS, **settings), lambda _: client))


def asked(account: doctor.Account) -> tuple[bool, str]:
    """Return the finding of this one check."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(doctor, "CHECKS", (doctor.quotas,))
        [(_, fine, says)] = doctor.findings(account)
    return fine, says


def test_quotas_that_are_enough_are_fine() -> None:
    assert said(ENOUGH) == (True, "Step Functions' quotas are enough")


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"start_rate": 151}, "StartExecution throttle is 150: raise it, or lower startRate"),
        ({"describe_rate": 11}, "DescribeExecution throttle is 10: raise it, or lower describeRate"),
        (
            {"start_rate": 200, "describe_rate": 20},
            "StartExecution throttle is 150: raise it, or lower startRate; "
            "DescribeExecution throttle is 10: raise it, or lower describeRate",
        ),
    ],
)
def test_each_quota_that_is_short_is_told_with_its_setting(settings: dict[str, int], says: str) -> None:
    assert said(ENOUGH, **settings) == (False, says)


def test_a_quota_that_is_not_known_is_not_taken_for_enough() -> None:
    some = {name: value for name, value in ENOUGH.items() if not name.startswith("Describe")}
    assert said(some) == (
        False,
        "Step Functions has no quota named DescribeExecution throttle here: look for it in the console",
    )


def test_a_call_that_is_refused_is_told() -> None:
    fine, says = said(None)
    assert not fine
    assert says.startswith("the call failed: ")
    assert "AccessDeniedException" in says


def folder_with(stack_file: str, folder: Path) -> Path:
    (folder / "Pulumi.yaml").write_text((doctor.ROOT / "Pulumi.yaml").read_text())
    (folder / "Pulumi.dev.yaml").write_text(stack_file)
    return folder


@pytest.mark.parametrize(
    ("written", "name", "value"),
    [
        ("voiceEngine: neural", "voice_engine", "neural"),
        ("startRate: 017", "start_rate", 15),
        ("aws:allowedAccountIds: ['012345678901']", "allowed_account_ids", ("012345678901",)),
        ("apiLogging: false\t# another stack's", "api_logging", False),
        ("alarmEmail: {secure: v1:abc}", "alarm_email", ""),
        ("certificateArn:", "certificate_arn", ""),
    ],
)
def test_a_stacks_file_is_read_as_the_program_reads_it(
    written: str, name: str, value: object, tmp_path: Path
) -> None:
    folder = folder_with(f"config:\n  {written}\n", tmp_path)
    assert getattr(doctor.settings_of("dev", folder), name) == value


def test_a_stack_without_a_file_has_the_projects_defaults(tmp_path: Path) -> None:
    assert doctor.settings_of("new", folder_with("", tmp_path)).region == "us-east-2"


@pytest.mark.parametrize(
    "written",
    [
        "startRate: ten",
        "apiLogging: yes",
        "aws:allowedAccountIds: [12345678901]",
        "aws:region: 1:30",
        "a: [",
        "a: 1",
    ],
)
def test_a_file_that_the_program_refuses_is_told_in_one_line(
    written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_with(f"config:\n  {written}\n", tmp_path)
    monkeypatch.setattr(doctor, "settings_of", partial(doctor.settings_of, root=folder))
    assert doctor.main(["dev"]) == 1
    assert re.fullmatch(r"TO DO settings: Pulumi\.dev\.yaml[^\n]+\n", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (ResponseParserError("Unable to parse response:\nb''"), "Unable to parse response: b''"),
        (
            EndpointConnectionError(endpoint_url="https://a"),
            'Could not connect to the endpoint URL: "https://a"',
        ),
        (KeyError(), "KeyError"),
    ],
)
def test_whatever_a_check_fails_by_is_one_line(
    failure: Exception, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "CHECKS", (doctor.credentials,))
    client = Mock(side_effect=failure)
    found = doctor.findings(doctor.Account("dev", SETTINGS, client))
    assert [*found] == [("credentials", False, f"the call failed: {told}")]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"voice_engine": "neural"}, "voiceEngine neural isn't offered in us-east-2: af-south-1"),
        ({"voice_id": "Kevin"}, "voiceId Kevin needs voiceEngine neural"),
    ],
)
def test_an_engine_that_cannot_speak_is_told_whatever_the_account_says(
    wrong: dict[str, Any], told: str
) -> None:
    with pytest.raises(doctor.ToDo, match=told):
        doctor.voice(doctor.Account("dev", replace(SETTINGS, **wrong), lambda _: pytest.fail("asked")))


def test_a_profile_that_is_not_there_is_told_by_each_check_that_needs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_with("config:\n  aws:profile: nobody\n", tmp_path)
    monkeypatch.setattr(doctor, "settings_of", partial(doctor.settings_of, root=folder))
    assert doctor.main(["dev"]) == 1
    told = capsys.readouterr().out
    assert "fine  name: " in told
    assert "TO DO credentials: the call failed: The config profile (nobody) could not be found" in told
