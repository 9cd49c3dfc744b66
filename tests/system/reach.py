"""What the pipeline's roles are tried against: things of several owners, and steps that would reach them."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from botocore.exceptions import ClientError

from local.provider import Aws
from tests.making import trust, zipped

ACCOUNT = "000000000000"
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
CODE = zipped({"index.py": "def handle(event, context): return 1"})
DEFINITION = json.dumps({"StartAt": "End", "States": {"End": {"Type": "Succeed"}}})
REFUSALS = {"AccessDenied", "AccessDeniedException"}

type Clients = Callable[[str], Any]  # from a service to its client
type Things = Mapping[str, str]  # what an owner has: by kind its name, id or ARN


def furnish(aws: Aws, prefix: str, tags: Mapping[str, str]) -> dict[str, str]:
    """Make one thing of each kind for an owner whose names begin with `prefix`."""
    listed = [{"Key": key, "Value": value} for key, value in tags.items()]
    return {
        **_basic(aws, prefix, tags, listed),
        **_api(aws, prefix, tags),
        **_cdn(aws, prefix, listed),
        "prefix": prefix,
    }


def _basic(aws: Aws, prefix: str, tags: Mapping[str, str], listed: list[dict[str, str]]) -> dict[str, str]:
    iam, kms, logs, s3 = (aws.client(it) for it in ("iam", "kms", "logs", "s3"))
    role = iam.create_role(
        RoleName=f"{prefix}role",
        AssumeRolePolicyDocument=trust({"Service": "lambda.amazonaws.com"}),
        Tags=listed,
    )["Role"]["Arn"]
    key = kms.create_key(Tags=[{"TagKey": it["Key"], "TagValue": it["Value"]} for it in listed])
    logs.create_log_group(logGroupName=f"{prefix}logs", tags=tags)
    logs.create_log_stream(logGroupName=f"{prefix}logs", logStreamName="stream")
    s3.create_bucket(Bucket=f"{prefix}data", CreateBucketConfiguration={"LocationConstraint": "us-east-2"})
    s3.put_object(Bucket=f"{prefix}data", Key="object", Body=b"")
    aws.client("dynamodb").create_table(
        TableName=f"{prefix}table",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        Tags=listed,
    )
    aws.client("lambda").create_function(
        FunctionName=f"{prefix}function",
        Role=role,
        Runtime="python3.13",
        Handler="index.handle",
        Code={"ZipFile": CODE},
        Tags=tags,
    )
    machine = aws.client("stepfunctions").create_state_machine(
        name=f"{prefix}machine", definition=DEFINITION, roleArn=role
    )["stateMachineArn"]
    return {
        "bucket": f"{prefix}data",
        "object": "object",
        "function": f"{prefix}function",
        "key": key["KeyMetadata"]["Arn"],
        "logs": f"{prefix}logs",
        "machine": machine,
        "role": role,
        "table": f"{prefix}table",
    }


def _api(aws: Aws, prefix: str, tags: Mapping[str, str]) -> dict[str, str]:
    gateway, waf = aws.client("apigateway"), aws.client("wafv2")
    api = gateway.create_rest_api(name=f"{prefix}api", tags=tags)
    root = api["rootResourceId"]
    gateway.put_method(restApiId=api["id"], resourceId=root, httpMethod="GET", authorizationType="NONE")
    gateway.put_integration(restApiId=api["id"], resourceId=root, httpMethod="GET", type="MOCK")
    deployment = gateway.create_deployment(restApiId=api["id"])["id"]
    gateway.create_stage(restApiId=api["id"], stageName="v1", deploymentId=deployment, tags=tags)
    firewall = waf.create_web_acl(
        Name=f"{prefix}firewall",
        Scope="REGIONAL",
        DefaultAction={"Allow": {}},
        VisibilityConfig={
            "SampledRequestsEnabled": False,
            "CloudWatchMetricsEnabled": False,
            "MetricName": "m",
        },
    )["Summary"]
    return {"api": api["id"], "root": root, "deployment": deployment, "firewall": firewall["ARN"]}


def _cdn(aws: Aws, prefix: str, listed: list[dict[str, str]]) -> dict[str, str]:
    cloudfront = aws.client("cloudfront")
    access = cloudfront.create_origin_access_control(OriginAccessControlConfig=access_config(prefix))
    distribution = cloudfront.create_distribution_with_tags(
        DistributionConfigWithTags={
            "DistributionConfig": distribution_config(prefix),
            "Tags": {"Items": listed},
        }
    )["Distribution"]
    return {"access": access["OriginAccessControl"]["Id"], "cdn": distribution["Id"]}


def access_config(prefix: str) -> dict[str, str]:
    return {
        "Name": prefix,
        "OriginAccessControlOriginType": "s3",
        "SigningBehavior": "always",
        "SigningProtocol": "sigv4",
    }


def distribution_config(prefix: str) -> dict[str, Any]:
    return {
        "CallerReference": prefix,
        "Comment": prefix,
        "Enabled": False,
        "Origins": {
            "Quantity": 1,
            "Items": [
                {
                    "Id": "site",
                    "DomainName": f"{prefix}data.s3.us-east-2.amazonaws.com",
                    "S3OriginConfig": {"OriginAccessIdentity": ""},
                }
            ],
        },
        "DefaultCacheBehavior": {"TargetOriginId": "site", "ViewerProtocolPolicy": "redirect-to-https"},
    }


def is_refused(call: Callable[[], object]) -> bool:
    """Return whether IAM refuses a call; what the service says of it doesn't matter."""
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"] in REFUSALS
    return False


def api_arn(things: Things, stage: str = "") -> str:
    return f"arn:aws:apigateway:us-east-2::/restapis/{things['api']}{stage}"


def cdn_arn(things: Things) -> str:
    return f"arn:aws:cloudfront::{ACCOUNT}:distribution/{things['cdn']}"


def log_arn(things: Things) -> str:
    return f"arn:aws:logs:us-east-2:{ACCOUNT}:log-group:{things['logs']}"


def named(arn: str) -> str:
    return arn.rpartition("/")[2]
