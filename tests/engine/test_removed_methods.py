"""A removed method stays in the deployment that its removal makes, as deletions come last: it takes one more.

Source: github.com/pulumi/pulumi-aws/issues/3289
"""

from tests.engine.stack import Stack
from tests.system.ordering import status_of

METHODS = "components/rest_api/execution_methods.py"
DESCRIBE = 'self._add("GET", "DescribeExecution", "this_execution", ("execution", models.DESCRIBED), **one)'
REDEPLOYED = {
    "Deployment orders-api-deployment": "replace",
    "Stage orders-api-stage": "update",
    "Resource sdk-files": "update",
}
# The error contract's answers to a GET without a query, and to a method that is not offered.
PARAMETER_MISSING, NOT_OFFERED = 400, 404


def test_a_removed_method_is_gone_with_the_next_revision(stack: Stack) -> None:
    url = stack.outputs()["stageUrl"]
    assert status_of(url) == PARAMETER_MISSING
    with stack.edited(METHODS, DESCRIBE, "pass"):
        done = stack.up()
        assert done["Method orders-api-get"] == "delete"
        assert done.items() >= REDEPLOYED.items()
        assert status_of(url) == PARAMETER_MISSING, "the deployment was made before the method went"
        with stack.configured(apiRevision=2):
            assert stack.up().items() >= REDEPLOYED.items()
            assert status_of(url) == NOT_OFFERED
            assert stack.planned() == {}
    assert stack.up()["Method orders-api-get"] == "create"
    assert status_of(url) == PARAMETER_MISSING
