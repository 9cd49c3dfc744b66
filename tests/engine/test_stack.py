"""The program under the real Pulumi engine on the stand-in provider. Each test leaves the stack settled."""

from tests.engine.conftest import Stack


def test_a_deployed_stack_has_nothing_to_do(stack: Stack) -> None:
    stack.pulumi("preview", "--expect-no-changes")


def test_a_refresh_finds_nothing_changed(stack: Stack) -> None:
    stack.pulumi("refresh", "--yes", "--expect-no-changes")


def test_a_handlers_change_updates_its_function_only(stack: Stack) -> None:
    stack.edit("handlers/confirm_order.py", '"""', '"""Changed. ')
    assert stack.up() == {"Function orders-confirm-order": "update"}


def test_a_template_change_deploys_the_stage_anew(stack: Stack) -> None:
    stage_before = stage(stack)
    stack.edit("components/rest_api/templates/start_execution.vtl", "{", " {")
    planned, done = stack.planned(), stack.up()
    expected = {
        "Integration orders-api-post-integration": "update",
        "Deployment orders-api-deployment": "replace",
        "Stage orders-api-stage": "update",
        "Resource sdk-files": "update",
    }
    assert expected.items() <= planned.items()
    assert done == expected
    assert stage(stack)["deploymentId"] != stage_before["deploymentId"]


def test_a_bucket_emptied_behind_the_engines_back_is_noticed_and_healed(stack: Stack) -> None:
    s3 = stack.aws.client("s3")
    bucket = next(b["Name"] for b in s3.list_buckets()["Buckets"] if "website" in b["Name"])
    s3.delete_object(Bucket=bucket, Key="index.html")
    stack.pulumi("refresh", "--yes")
    assert stack.up() == {"BucketObjectv2 page-index.html": "create"}
    assert s3.head_object(Bucket=bucket, Key="index.html")["ContentType"].startswith("text/html")


def test_a_changed_tag_reaches_every_resource_without_making_one_anew(stack: Stack) -> None:
    stack.edit("__main__.py", '"ManagedBy": "Pulumi"', '"ManagedBy": "Engine tests"')
    assert set(stack.up().values()) == {"update"}
    functions = stack.aws.client("lambda")
    arn = functions.list_functions()["Functions"][0]["FunctionArn"]
    assert functions.list_tags(Resource=arn)["Tags"]["ManagedBy"] == "Engine tests"


def stage(stack: Stack) -> dict[str, str]:
    """Return the API's stage as API Gateway tells it."""
    gateway = stack.aws.client("apigateway")
    api = gateway.get_rest_apis()["items"][0]["id"]
    return gateway.get_stages(restApiId=api)["item"][0]
