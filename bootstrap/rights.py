"""What a pipeline may do to one environment: read it for a preview, and change it for a deployment.

Actions are those that the AWS provider calls for the resources of `components/`, by service. No right hangs on what its
holder can write. Most resources are known by the environment's prefix. REST APIs and CloudFront's distributions have
no name in their ARNs: they are known by tags, which a deployment may write only on what it makes, while AWS writes a
literal `*` for the id that isn't there yet (`NOT_YET`). What has neither may be made, and never changed.
Sources:
docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html,
docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html,
github.com/mattclay/aws-terminator/pull/284 (a REST API's tags, as they are asked for while it is made)
"""

from typing import Any
from urllib.parse import quote

from bootstrap.place import Place
from components.project import NAME

type Statement = dict[str, Any]

PASSED_TO = ("apigateway.amazonaws.com", "lambda.amazonaws.com", "states.amazonaws.com")
# In a policy, the character `*` itself.
# Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars
NOT_YET = "${*}"
# A managed policy holds 6,144 characters without its white space.
# Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
POLICY_LIMIT = 6144
PAGE, AUDIO = "website-files-", "orders-audio-"  # buckets, after the prefix


def allow(service: str, actions: str, resources: str | list[str], **condition: Any) -> Statement:
    """Return a statement for the actions of one service, given as words; condition: by operator."""
    statement: Statement = {
        "Effect": "Allow",
        "Action": [f"{service}:{action}" for action in actions.split()],
        "Resource": resources,
    }
    return statement | ({"Condition": condition} if condition else {})


def reading(place: Place) -> list[Statement]:
    """Return the rights of a preview: to see how each resource is set up, not the data in it, nor what data there is.

    The page's own files are the exception: their state is what they hold.
    """
    return [
        allow("apigateway", "GET", _apis(place), **tagged(place)),
        allow(
            "cloudfront", "GetDistribution ListTagsForResource", _cdn(place, "distribution"), **tagged(place)
        ),
        allow("cloudfront", "GetOriginAccessControl", _cdn(place, "origin-access-control")),
        allow("cloudfront", "GetResponseHeadersPolicy", _cdn(place, "response-headers-policy")),
        allow(
            "dynamodb",
            "DescribeContinuousBackups DescribeTable DescribeTimeToLive ListTagsOfResource",
            _tables(place),
        ),
        allow("iam", "GetRole GetRolePolicy ListAttachedRolePolicies ListRolePolicies", _roles(place)),
        allow("kms", "GetPublicKey", [*place.payment_key_arns]),
        allow(
            "lambda",
            "GetFunction GetFunctionCodeSigningConfig GetFunctionConfiguration ListTags ListVersionsByFunction",
            _functions(place),
        ),
        allow("logs", "DescribeLogGroups", "*"),
        allow("logs", "ListTagsForResource", place.log_groups()),
        allow(
            "s3",
            "GetAccelerateConfiguration GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging "
            "GetBucketObjectLockConfiguration GetBucketOwnershipControls GetBucketPolicy GetBucketPublicAccessBlock "
            "GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration "
            "GetLifecycleConfiguration GetReplicationConfiguration ListTagsForResource",
            place.bucket(),
        ),
        allow("s3", "ListBucket", place.bucket(PAGE)),
        allow("s3", "GetObject GetObjectTagging", place.bucket(PAGE, "/*")),
        allow(
            "states",
            "DescribeStateMachine DescribeStateMachineAlias ListStateMachineVersions ListTagsForResource",
            _machines(place),
        ),
        allow("states", "ValidateStateMachineDefinition", "*"),
        allow("wafv2", "GetWebACL ListTagsForResource", _firewalls(place)),
        allow("wafv2", "GetWebACLForResource", [*_firewalls(place), *_stages(place)]),
        *_state(place, "GetObject"),
        allow("kms", "Decrypt", place.secrets_key_arn),
    ]


def refreshing(place: Place) -> list[Statement]:
    """Return what it takes on top to look whether buckets are still there: AWS has no right for that but to list them.

    Source: docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
    """
    return [allow("s3", "ListBucket", place.bucket())]


def changing(place: Place) -> list[Statement]:
    """Return what a deployment may do on top of `reading` and `refreshing`."""
    return [
        *_api_changes(place),
        *_cdn_changes(place),
        allow(
            "dynamodb",
            "CreateTable DeleteTable TagResource UntagResource UpdateContinuousBackups UpdateTable UpdateTimeToLive",
            _tables(place),
        ),
        *_role_changes(place),
        allow(
            "lambda",
            "CreateFunction DeleteFunction TagResource UntagResource UpdateFunctionCode UpdateFunctionConfiguration",
            _functions(place),
        ),
        allow(
            "logs",
            "CreateLogGroup DeleteLogGroup DeleteRetentionPolicy PutRetentionPolicy TagResource UntagResource",
            place.log_groups(),
        ),
        allow(
            "s3",
            "CreateBucket DeleteBucket DeleteBucketPolicy ListBucketVersions PutBucketOwnershipControls "
            "PutBucketPolicy PutBucketPublicAccessBlock PutBucketTagging PutEncryptionConfiguration "
            "PutLifecycleConfiguration TagResource UntagResource",
            place.bucket(),
        ),
        allow("s3", "DeleteObject DeleteObjectVersion", place.bucket(objects="/*")),
        allow("s3", "PutObject PutObjectTagging", place.bucket(PAGE, "/*")),
        allow(
            "states",
            "CreateStateMachine CreateStateMachineAlias DeleteStateMachine DeleteStateMachineAlias "
            "PublishStateMachineVersion TagResource UntagResource UpdateStateMachine UpdateStateMachineAlias",
            _machines(place),
        ),
        allow(
            "wafv2",
            "AssociateWebACL CreateWebACL DeleteWebACL DisassociateWebACL TagResource UntagResource UpdateWebACL",
            [*_firewalls(place), *_stages(place)],
        ),
        *_state(place, "DeleteObject PutObject"),
        allow("kms", "Encrypt", place.secrets_key_arn),
    ]


def bounding(place: Place) -> list[Statement]:
    """Return the most that any role of the environment can ever do, whatever policy a deployment gives it.

    Without it, who may make roles and hand them to functions may do everything.
    Source: docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
    """
    return [
        allow("states", "StartExecution", _machines(place)),
        allow("states", "DescribeExecution", place.arn("states", f"execution:{place.prefix}*")),
        allow("lambda", "InvokeFunction", _functions(place)),
        allow("dynamodb", "PutItem UpdateItem", _tables(place)),
        allow("kms", "Decrypt", [*place.payment_key_arns]),
        allow("s3", "GetObject ListBucket PutObject", [place.bucket(AUDIO), place.bucket(AUDIO, "/*")]),
        allow("polly", "SynthesizeSpeech", "*"),
        allow("xray", "GetSamplingRules GetSamplingTargets PutTelemetryRecords PutTraceSegments", "*"),
        allow("logs", "CreateLogStream PutLogEvents", place.log_groups()),
        # No PutResourcePolicy: it could open any log group of the account. bootstrap/ has set the one that is needed.
        allow(
            "logs",
            "CreateLogDelivery DeleteLogDelivery DescribeLogGroups DescribeResourcePolicies GetLogDelivery "
            "ListLogDeliveries UpdateLogDelivery",
            "*",
        ),
    ]


def delivering(place: Place) -> Statement:
    """Return what lets log deliveries write to the environment's log groups: a statement of a resource policy."""
    deliveries = place.arn("logs", "*")
    return {
        "Effect": "Allow",
        "Principal": {"Service": "delivery.logs.amazonaws.com"},
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": place.log_groups(),
        "Condition": {
            "StringEquals": {"aws:SourceAccount": place.account},
            "ArnLike": {"aws:SourceArn": deliveries},
        },
    }


def _api_changes(place: Place) -> list[Statement]:
    """Let REST APIs be made with the environment's tags, and those be changed that have them, with all that is below.

    Tags are written under `/tags/`, followed by the ARN of what they are for, encoded.
    """
    api = place.arn("apigateway", "/restapis/", owned=False)
    new = [f"{quote(api, safe='')}{NOT_YET}", f"{quote(api, safe='')}*%2Fstages%2F{NOT_YET}"]
    return [
        allow("apigateway", "POST", place.arn("apigateway", "/restapis", owned=False), **made(place)),
        allow("apigateway", "PUT", [place.arn("apigateway", f"/tags/{it}", owned=False) for it in new]),
        allow("apigateway", "DELETE PATCH POST PUT SetWebACL", _apis(place), **tagged(place)),
    ]


def _cdn_changes(place: Place) -> list[Statement]:
    return [
        allow("cloudfront", "CreateDistribution", "*", **made(place)),
        allow("cloudfront", "TagResource", _cdn(place, "distribution", NOT_YET), **made(place)),
        allow(
            "cloudfront",
            "DeleteDistribution UpdateDistribution",
            _cdn(place, "distribution"),
            **tagged(place),
        ),
        allow("cloudfront", "CreateOriginAccessControl CreateResponseHeadersPolicy", "*"),
    ]


def _role_changes(place: Place) -> list[Statement]:
    """Let roles be made and changed within their boundary only, and be passed to the services that use them."""
    bounded = {"iam:PermissionsBoundary": place.boundary_arn}
    return [
        allow(
            "iam",
            "CreateRole DeleteRolePolicy PutRolePermissionsBoundary PutRolePolicy",
            _roles(place),
            ArnEquals=bounded,
        ),
        allow(
            "iam",
            "DeleteRole ListInstanceProfilesForRole TagRole UntagRole UpdateAssumeRolePolicy UpdateRole "
            "UpdateRoleDescription",
            _roles(place),
        ),
        allow("iam", "PassRole", _roles(place), StringEquals={"iam:PassedToService": list(PASSED_TO)}),
    ]


def _state(place: Place, actions: str) -> list[Statement]:
    """Return the rights on this environment's part of the state, and no other's.

    Source: www.pulumi.com/docs/iac/concepts/state-and-backends/#aws-s3
    """
    bucket = place.arn("s3", place.state_bucket, regional=False, owned=False)
    parts = (
        f"stacks/{NAME}/{place.stack}.*",
        f"locks/organization/{NAME}/{place.stack}/*",
        f"history/{NAME}/{place.stack}/*",
        f"backups/{NAME}/{place.stack}/*",
    )
    own = [f"{bucket}/.pulumi/{part}" for part in parts]
    if "GetObject" in actions:
        listing = allow("s3", "ListBucket", bucket)
        return [listing, allow("s3", actions, [f"{bucket}/.pulumi/meta.yaml", *own])]
    return [allow("s3", actions, own)]


def tagged(place: Place) -> dict[str, Any]:
    """Return the condition that a resource has the environment's tags."""
    return {"StringEquals": {f"aws:ResourceTag/{name}": value for name, value in place.tags.items()}}


def made(place: Place) -> dict[str, Any]:
    """Return the condition that a resource is made with the environment's tags."""
    return {"StringEquals": {f"aws:RequestTag/{name}": value for name, value in place.tags.items()}}


def _apis(place: Place) -> str:
    return place.arn("apigateway", "/restapis/*", owned=False)


def _stages(place: Place) -> list[str]:
    return [place.arn("apigateway", "/restapis/*/stages/*", owned=False)]


def _cdn(place: Place, kind: str, which: str = "*") -> str:
    return place.arn("cloudfront", f"{kind}/{which}", regional=False)


def _tables(place: Place) -> str:
    return place.arn("dynamodb", f"table/{place.prefix}*")


def _functions(place: Place) -> str:
    return place.arn("lambda", f"function:{place.prefix}*")


def _machines(place: Place) -> list[str]:
    return [place.arn("states", f"stateMachine:{place.prefix}*")]


def _roles(place: Place) -> str:
    return place.arn("iam", f"role/{place.prefix}*", regional=False)


def _firewalls(place: Place) -> list[str]:
    return [place.arn("wafv2", f"regional/webacl/{place.prefix}*")]
