"""boto3 takes the roles that the stack's provider takes."""

from typing import Any

import botocore.session
import pytest

from components.sdk_bundle import sessions
from components.sdk_bundle.sessions import session

TAKEN = {"AccessKeyId": "ASIA", "SecretAccessKey": "secret", "SessionToken": "token"}


class Sts:
    """Gives out a role's keys, and remembers what was asked by whose."""

    def __init__(self) -> None:
        self.asked: list[tuple[str | None, dict[str, Any]]] = []

    def session(self, **given: str | None) -> Any:
        asked = self.asked

        class Session:
            def client(self, _service: str) -> Any:
                return self

            def assume_role(self, **request: Any) -> dict[str, Any]:
                asked.append((given.get("aws_session_token"), request))
                number = len(asked)
                return {"Credentials": {**TAKEN, "SessionToken": f"token {number}"}}

        made = Session()
        made.given = given  # pyright: ignore[reportAttributeAccessIssue]
        return made


@pytest.fixture
def sts(monkeypatch: pytest.MonkeyPatch) -> Sts:
    made = Sts()
    monkeypatch.setattr(sessions.boto3, "Session", made.session)
    return made


def test_without_roles_the_profile_itself_is_used(sts: Sts) -> None:
    assert session("shop", "us-east-2", []).given == {"profile_name": "shop", "region_name": "us-east-2"}  # pyright: ignore[reportAttributeAccessIssue]
    assert sts.asked == []


def test_each_role_is_taken_by_the_one_before(sts: Sts) -> None:
    made: Any = session(None, "us-east-2", [{"roleArn": "first"}, {"roleArn": "second", "sessionName": "me"}])
    assert sts.asked == [
        (None, {"RoleArn": "first", "RoleSessionName": "pulumi"}),
        ("token 1", {"RoleArn": "second", "RoleSessionName": "me"}),
    ]
    assert made.given["aws_session_token"] == "token 2"


def test_every_field_of_a_role_is_asked_for_in_stss_own_form(sts: Sts) -> None:
    role = {
        "roleArn": "arn:aws:iam::123456789012:role/deployer",
        "externalId": "external",
        "duration": "1h30m",
        "policy": "{}",
        "policyArns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
        "sourceIdentity": "me",
        "tags": {"Team": "pizza"},
        "transitiveTagKeys": ["Team"],
    }
    session(None, "us-east-2", [role])
    [(_, request)] = sts.asked
    assert request["DurationSeconds"] == 5400
    assert request["PolicyArns"] == [{"arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}]
    assert request["Tags"] == [{"Key": "Team", "Value": "pizza"}]
    known: Any = botocore.session.get_session().get_service_model("sts").operation_model("AssumeRole")
    assert known.input_shape is not None
    assert request.keys() <= known.input_shape.members.keys()
    assert len(request) == len(role) + 1  # and the session's name
