"""What an edit of the project changes, and what it leaves alone."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.engine.stack import Stack
from tests.system.asking import Api

REDEPLOYED = {
    "Deployment orders-api-deployment": "replace",
    "Stage orders-api-stage": "update",
    "Resource sdk-files": "update",
}
# Where the SDK's files lie is known once it is fetched; a preview can't say that nothing of it has changed.
PREVIEWED = {
    **REDEPLOYED,
    "BucketObjectv2 page-config.json": "update",
    "BucketObjectv2 page-index.html": "update",
}
ERRORS, TEMPLATES = "components/rest_api/errors.json", "components/rest_api/templates"
START_TEMPLATE = f"{TEMPLATES}/start_execution.vtl"
ORDER = "components/orders/order.schema.json"
SHOP = "https://shop.example"


def test_a_handlers_change_updates_its_function_only(stack: Stack) -> None:
    stack.edit("handlers/place_order.py", '"""', '"""Changed. ')
    assert stack.up() == {"Function orders-place-order": "update"}


def test_a_change_of_the_page_updates_its_objects_only(stack: Stack) -> None:
    stack.edit("site/index.html", "<title>", "<title>Changed: ")
    stack.edit("site/css/menu.css", "gap: 1rem", "gap: 2rem")
    assert stack.up() == {
        "BucketObjectv2 page-index.html": "update",
        "BucketObjectv2 page-css/index.css": "replace",
    }


def test_a_logs_retention_does_not_deploy_the_api_anew(stack: Stack) -> None:
    with stack.configured(logRetentionDays=30):
        planned = stack.planned()
    assert set(planned.values()) == {"update"}
    assert {name.split()[0] for name in planned} == {"LogGroup"}
    assert "LogGroup orders-api-log" in planned


GATEWAY_RESPONSE = '"MissingParameter"', '"NoParameter"'
ERROR_CODE = '"InvalidExecutionArn"', '"BadExecutionArn"'


@pytest.mark.parametrize(
    ("file", "old", "new", "changed"),
    [
        (START_TEMPLATE, "{", " {", ["Integration orders-api-post-integration"]),
        (ORDER, '"maxLength": 80', '"maxLength": 81', ["Model orders-api-model"]),
        (ERRORS, *GATEWAY_RESPONSE, ["Response orders-api-bad-request-parameters"]),
        (
            ERRORS,
            *ERROR_CODE,
            [f"IntegrationResponse orders-api-{verb}-400-answer" for verb in ("get", "post")],
        ),
    ],
    ids=["template", "order schema", "gateway response", "error code"],
)
def test_a_change_of_what_the_api_does_deploys_it_anew(
    stack: Stack, file: str, old: str, new: str, changed: list[str]
) -> None:
    with stack.edited(file, old, new):
        assert stack.planned() == {**dict.fromkeys(changed, "update"), **PREVIEWED}


def test_another_origin_deploys_the_api_anew(stack: Stack) -> None:
    with stack.configured(allowedOrigins=[SHOP]):
        planned = stack.planned()
    assert PREVIEWED.items() <= planned.items()
    others = {name.split()[0] for name in planned if name not in PREVIEWED}
    assert others == {"Response", "IntegrationResponse"}


@pytest.fixture
def edited(stack: Stack) -> Iterator[Stack]:
    """The stack's project with all that at once; it and the stack are as they were when the test ends."""
    with ExitStack() as edits:
        edits.enter_context(stack.edited(START_TEMPLATE, "{", " {"))
        edits.enter_context(stack.edited(ORDER, '"maxLength": 80', '"maxLength": 1'))
        edits.enter_context(stack.edited(ERRORS, *GATEWAY_RESPONSE))
        edits.enter_context(stack.edited(ERRORS, *ERROR_CODE))
        edits.enter_context(stack.configured(allowedOrigins=[SHOP]))
        yield stack
    stack.up()


def test_stage_and_sdk_follow_what_the_api_does(edited: Stack) -> None:
    before = stage(edited)["deploymentId"]
    assert answers(edited) == (200, "MissingParameter", "InvalidExecutionArn", None)
    assert edited.up().items() >= REDEPLOYED.items()
    assert answers(edited) == (400, "NoParameter", "BadExecutionArn", SHOP)
    now = stage(edited)["deploymentId"]
    assert now != before
    assert edited.resource("Resource sdk-files")["outputs"]["deployment_id"] == now
    assert edited.planned() == {}


def answers(stack: Stack) -> tuple[int, str, str, str | None]:
    """Return what the API says to Ann's order, to a GET of nothing and of no name, and whether the shop may read it."""
    outputs = stack.outputs()
    api, machine = Api(outputs["stageUrl"], outputs["websiteUrl"]), outputs["stateMachineArn"]
    order = {
        "customer": {"name": "Ann"},
        "fulfilment": "pickup",
        "items": [{"item": "pizza", "quantity": 1}],
        "total": "12.50",
        "card": {"keyId": "arn:aws:kms:us-east-2:000000000000:key/none", "ciphertext": f"{'A' * 342}=="},
    }
    no_name = f"{machine.replace(':stateMachine:', ':execution:')}:"
    allowed = Api(api.url, SHOP).describe(no_name).headers.get("access-control-allow-origin")
    return api.start({"input": order}).status, api.ask("GET").code, api.describe(no_name).code, allowed


def test_a_changed_tag_reaches_every_resource_without_making_one_anew(stack: Stack) -> None:
    stack.edit("__main__.py", '"ManagedBy": "Pulumi"', '"ManagedBy": "Engine tests"')
    assert set(stack.up().values()) == {"update"}
    functions = stack.aws.client("lambda")
    arn = functions.list_functions()["Functions"][0]["FunctionArn"]
    assert functions.list_tags(Resource=arn)["Tags"]["ManagedBy"] == "Engine tests"


def stage(stack: Stack) -> dict[str, str]:
    """Return the API's stage as API Gateway tells it."""
    gateway = stack.aws.client("apigateway")
    api = stack.resource("Stage orders-api-stage")["outputs"]["restApi"]
    return gateway.get_stages(restApiId=api)["item"][0]
