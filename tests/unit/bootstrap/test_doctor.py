"""What `make doctor` says of the account's quotas, which the emulator has none of."""

from typing import Any

import boto3
import pytest
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
SETTINGS = {"aws:region": "us-east-2", "startRate": 100, "describeRate": 10}


def said(quotas: dict[str, float] | None, **settings: float) -> tuple[bool, str]:
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
        return asked(doctor.Account("dev", {**SETTINGS, **settings}, lambda _: client))


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
        ({"startRate": 151}, "StartExecution throttle is 150: raise it, or lower startRate"),
        ({"describeRate": 10.5}, "DescribeExecution throttle is 10: raise it, or lower describeRate"),
        (
            {"startRate": 200, "describeRate": 20},
            "StartExecution throttle is 150: raise it, or lower startRate; "
            "DescribeExecution throttle is 10: raise it, or lower describeRate",
        ),
    ],
)
def test_each_quota_that_is_short_is_told_with_its_setting(settings: dict[str, float], says: str) -> None:
    assert said(ENOUGH, **settings) == (False, says)


def test_a_quota_that_is_not_known_is_not_taken_for_enough() -> None:
    some = {name: value for name, value in ENOUGH.items() if not name.startswith("Describe")}
    assert said(some) == (
        False,
        "Step Functions' quotas have no DescribeExecution throttle here: look for it in the console",
    )


def test_a_call_that_is_refused_is_told() -> None:
    fine, says = said(None)
    assert not fine
    assert says.startswith("couldn't be asked: ")
    assert "AccessDeniedException" in says
