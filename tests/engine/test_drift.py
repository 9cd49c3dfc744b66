"""What somebody changes by hand is seen by a preview that refreshes, and healed by an update that does."""

from collections.abc import Callable

import pytest

from components.project import NAME
from tests.engine.stack import Stack
from tests.making import ANYTHING, allow, document

CREATE, UPDATE = "create", "update"


def id_of(stack: Stack, resource: str) -> str:
    """Return a resource's physical id: another environment may be beside this one."""
    return stack.resource(resource)["id"]


def api_of(stack: Stack) -> str:
    """Return the REST API's id: a component has the same kind and name as it, its stage has not."""
    return stack.resource("Stage orders-api-stage")["outputs"]["restApi"]


def delete_a_method(stack: Stack) -> dict[str, str]:
    """API Gateway deletes what hangs on the method with it."""
    gateway = stack.aws.client("apigateway")
    api = api_of(stack)
    root = gateway.get_resources(restApiId=api)["items"][0]["id"]
    gateway.delete_method(restApiId=api, resourceId=root, httpMethod="GET")
    answers = [
        f"{kind} orders-api-get-{status}-{suffix}"
        for kind, suffix in (("MethodResponse", "response"), ("IntegrationResponse", "answer"))
        for status in (200, 400, 500)
    ]
    gone = ["Method orders-api-get", "Integration orders-api-get-integration", *answers]
    return dict.fromkeys(gone, CREATE)


def change_a_throttle(stack: Stack) -> dict[str, str]:
    gateway = stack.aws.client("apigateway")
    api = api_of(stack)
    stage = gateway.get_stages(restApiId=api)["item"][0]["stageName"]
    wide_open = {"op": "replace", "path": "/*/*/throttling/rateLimit", "value": "10000"}
    gateway.update_stage(restApiId=api, stageName=stage, patchOperations=[wide_open])
    return {"MethodSettings orders-api-limits": UPDATE}


def change_a_template(stack: Stack) -> dict[str, str]:
    gateway = stack.aws.client("apigateway")
    api = api_of(stack)
    root = gateway.get_resources(restApiId=api)["items"][0]["id"]
    other = {"op": "replace", "path": "/requestTemplates/application~1json", "value": "{}"}
    gateway.update_integration(restApiId=api, resourceId=root, httpMethod="POST", patchOperations=[other])
    return {"Integration orders-api-post-integration": UPDATE}


def publish_the_recordings(stack: Stack) -> dict[str, str]:
    s3 = stack.aws.client("s3")
    bucket = id_of(stack, "Bucket orders-audio")
    s3.delete_public_access_block(Bucket=bucket)
    return {"BucketPublicAccessBlock orders-audio-public-access": CREATE}


def let_anyone_listen(stack: Stack) -> dict[str, str]:
    s3 = stack.aws.client("s3")
    bucket = id_of(stack, "Bucket orders-audio")
    statement = allow("s3:GetObject", Principal="*", Resource=f"arn:aws:s3:::{bucket}/*")
    s3.put_bucket_policy(Bucket=bucket, Policy=document(statement))
    return {"BucketPolicy orders-audio-policy": UPDATE}


def open_the_websites_acls(stack: Stack) -> dict[str, str]:
    s3 = stack.aws.client("s3")
    bucket = id_of(stack, "Bucket website-files")
    block = s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"]
    s3.put_public_access_block(
        Bucket=bucket, PublicAccessBlockConfiguration={**block, "BlockPublicAcls": False}
    )
    return {"BucketPublicAccessBlock website-files-public-access": UPDATE}


def widen_a_role(stack: Stack) -> dict[str, str]:
    iam = stack.aws.client("iam")
    role = id_of(stack, "Role orders-place-order-role")
    policy = iam.list_role_policies(RoleName=role)["PolicyNames"][0]
    iam.put_role_policy(RoleName=role, PolicyName=policy, PolicyDocument=ANYTHING)
    return {"RolePolicy orders-place-order-rights": UPDATE}


def keep_a_log_for_ever(stack: Stack) -> dict[str, str]:
    logs = stack.aws.client("logs")
    name = f"/aws/lambda/{NAME}-local-orders-place-order"
    logs.delete_retention_policy(logGroupName=name)
    return {"LogGroup orders-place-order-log": UPDATE}


def give_a_function_other_settings(stack: Stack) -> dict[str, str]:
    functions = stack.aws.client("lambda")
    name = id_of(stack, "Function orders-process-payment")
    functions.update_function_configuration(FunctionName=name, Timeout=60)
    return {"Function orders-process-payment": UPDATE}


def lose_a_file_of_the_page(stack: Stack) -> dict[str, str]:
    s3 = stack.aws.client("s3")
    bucket = id_of(stack, "Bucket website-files")
    s3.delete_object(Bucket=bucket, Key="404.html")
    return {"BucketObjectv2 page-404.html": CREATE}


def overwrite_files_of_the_page(stack: Stack) -> dict[str, str]:
    s3 = stack.aws.client("s3")
    bucket = id_of(stack, "Bucket website-files")
    script = next(it["Key"] for it in s3.list_objects_v2(Bucket=bucket, Prefix="js/")["Contents"])
    name = next(name for name, it in stack.resources().items() if it.get("inputs", {}).get("key") == script)
    for key in ("index.html", script):
        told = s3.head_object(Bucket=bucket, Key=key)
        kept = {header: told[header] for header in ("ContentType", "CacheControl")}
        s3.put_object(Bucket=bucket, Key=key, Body=b"somebody else's", **kept)
    return {"BucketObjectv2 page-index.html": UPDATE, name: UPDATE}


BY_HAND: tuple[Callable[[Stack], dict[str, str]], ...] = (
    delete_a_method,
    change_a_throttle,
    change_a_template,
    publish_the_recordings,
    let_anyone_listen,
    open_the_websites_acls,
    widen_a_role,
    keep_a_log_for_ever,
    give_a_function_other_settings,
    lose_a_file_of_the_page,
    overwrite_files_of_the_page,
)


@pytest.fixture(scope="module")
def drifted(stack: Stack) -> dict[str, str]:
    """Change everything by hand; return what has to be done about it."""
    return {name: operation for change in BY_HAND for name, operation in change(stack).items()}


def test_drift_is_seen_and_healed(stack: Stack, drifted: dict[str, str]) -> None:
    assert stack.planned() == {}, "without a refresh the engine believes its state"
    assert stack.planned("--refresh") == drifted
    assert stack.up("--refresh") == drifted
    assert stack.planned("--refresh") == {}
