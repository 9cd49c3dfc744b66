"""What a pipeline may do to one environment: read it for a preview, and change it for a deployment.

Actions are those that the AWS provider calls for the resources of `components/`, by service. Resources are named by the
environment's prefix; where AWS knows them only by an id it made, by a tag or by their kind.
Source: docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from typing import Any

from bootstrap.place import PROJECT, Place

type Statement = dict[str, Any]

PASSED_TO = ("apigateway.amazonaws.com", "lambda.amazonaws.com", "states.amazonaws.com")
# A managed policy holds 6,144 characters without its white space.
# Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
POLICY_LIMIT = 6144


def allow(service: str, actions: str, resources: str | list[str], **condition: Any) -> Statement:
    """Return a statement for the actions of one service, given as words; condition: by operator."""
    statement: Statement = {
        "Effect": "Allow",
        "Action": [f"{service}:{action}" for action in actions.split()],
        "Resource": resources,
    }
    return statement | ({"Condition": condition} if condition else {})


def reading(place: Place) -> list[Statement]:
    """Return the rights of a preview: to see how every resource is set up, but not the data in it.

    The page's own files are the exception: their state is what they hold.
    """
    return [
        allow("apigateway", "GET", _apis(place)),
        allow("cloudfront", "GetDistribution GetOriginAccessControl GetResponseHeadersPolicy", _cdn(place)),
        allow("cloudfront", "ListTagsForResource", _cdn(place)),
        allow(
            "dynamodb",
            "DescribeContinuousBackups DescribeTable DescribeTimeToLive ListTagsOfResource",
            _tables(place),
        ),
        allow("iam", "GetRole GetRolePolicy ListAttachedRolePolicies ListRolePolicies", _roles(place)),
        allow("kms", "DescribeKey GetKeyPolicy GetKeyRotationStatus", _keys(place), **_tagged(place)),
        allow("kms", "GetPublicKey ListResourceTags", _keys(place), **_tagged(place)),
        allow("kms", "ListAliases", "*"),
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
            "GetLifecycleConfiguration GetReplicationConfiguration ListBucket",
            place.bucket(),
        ),
        allow("s3", "GetObject GetObjectTagging", _page_files(place)),
        allow(
            "states", "DescribeStateMachine ListStateMachineVersions ListTagsForResource", _machines(place)
        ),
        allow("states", "ValidateStateMachineDefinition", "*"),
        allow("wafv2", "GetWebACL ListTagsForResource", _firewalls(place)),
        allow("wafv2", "GetWebACLForResource", [*_firewalls(place), *_stages(place)]),
        *_state(place, "GetObject"),
        allow("kms", "Decrypt", place.secrets_key_arn),
    ]


def changing(place: Place) -> list[Statement]:
    """Return what a deployment may do on top of `reading`."""
    return [
        allow("apigateway", "DELETE PATCH POST PUT", _apis(place)),
        allow("apigateway", "SetWebACL", _stages(place)),
        allow(
            "cloudfront",
            "CreateDistribution CreateResponseHeadersPolicy DeleteDistribution "
            "DeleteOriginAccessControl DeleteResponseHeadersPolicy TagResource UntagResource UpdateDistribution "
            "UpdateOriginAccessControl UpdateResponseHeadersPolicy",
            _cdn(place),
        ),
        allow("cloudfront", "CreateOriginAccessControl", "*"),
        allow(
            "dynamodb",
            "CreateTable DeleteTable TagResource UntagResource UpdateContinuousBackups UpdateTable UpdateTimeToLive",
            _tables(place),
        ),
        *_role_changes(place),
        *_key_changes(place),
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
            "PutLifecycleConfiguration",
            place.bucket(),
        ),
        allow("s3", "DeleteObject DeleteObjectVersion", place.bucket("/*")),
        allow("s3", "PutObject PutObjectTagging", _page_files(place)),
        allow(
            "states",
            "CreateStateMachine DeleteStateMachine TagResource UntagResource UpdateStateMachine",
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
        allow("kms", "Decrypt", _keys(place), **_tagged(place)),
        allow("s3", "GetObject ListBucket PutObject", [place.bucket(), place.bucket("/*")]),
        allow("polly", "SynthesizeSpeech", "*"),
        allow("xray", "GetSamplingRules GetSamplingTargets PutTelemetryRecords PutTraceSegments", "*"),
        allow("logs", "CreateLogStream PutLogEvents", place.log_groups()),
        allow(
            "logs",
            "CreateLogDelivery DeleteLogDelivery DescribeLogGroups DescribeResourcePolicies GetLogDelivery "
            "ListLogDeliveries PutResourcePolicy UpdateLogDelivery",
            "*",
        ),
        # What AmazonAPIGatewayPushToCloudWatchLogs allows: the log role serves all APIs of the account.
        allow(
            "logs",
            "CreateLogGroup CreateLogStream DescribeLogStreams FilterLogEvents GetLogEvents PutLogEvents",
            place.arn("logs", "log-group:*"),
        ),
    ]


def _role_changes(place: Place) -> list[Statement]:
    """Let roles be made and changed within their boundary only, and be passed to the services that use them."""
    bounded = {"iam:PermissionsBoundary": place.boundary_arn}
    log_policy = f"arn:{place.partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
    return [
        allow(
            "iam",
            "CreateRole DeleteRolePolicy PutRolePermissionsBoundary PutRolePolicy",
            _roles(place),
            ArnEquals=bounded,
        ),
        allow(
            "iam",
            "AttachRolePolicy DetachRolePolicy",
            _roles(place),
            ArnEquals={**bounded, "iam:PolicyARN": log_policy},
        ),
        allow(
            "iam",
            "DeleteRole ListInstanceProfilesForRole TagRole UntagRole UpdateAssumeRolePolicy UpdateRole",
            _roles(place),
        ),
        allow("iam", "PassRole", _roles(place), StringEquals={"iam:PassedToService": list(PASSED_TO)}),
    ]


def _key_changes(place: Place) -> list[Statement]:
    """A key has no name in its ARN: it is known by the tags that it must be made with.

    Source: docs.aws.amazon.com/kms/latest/developerguide/abac.html
    """
    made = {f"aws:RequestTag/{name}": value for name, value in _tags(place).items()}
    changes = (
        "CreateAlias DeleteAlias DisableKey EnableKey PutKeyPolicy ScheduleKeyDeletion TagResource UpdateAlias "
        "UpdateKeyDescription"
    )
    return [
        allow("kms", "CreateKey", "*", StringEquals=made),
        allow("kms", "TagResource", _keys(place), StringEquals=made),
        allow("kms", changes, _keys(place), **_tagged(place)),
        allow("kms", "CreateAlias DeleteAlias UpdateAlias", place.arn("kms", f"alias/{place.prefix}*")),
    ]


def _state(place: Place, actions: str) -> list[Statement]:
    """Return the rights on this environment's part of the state, and no other's.

    Source: www.pulumi.com/docs/iac/concepts/state-and-backends/#aws-s3
    """
    bucket = place.arn("s3", place.state_bucket, regional=False, owned=False)
    parts = (
        f"stacks/{PROJECT}/{place.stack}.*",
        f"locks/organization/{PROJECT}/{place.stack}/*",
        f"history/{PROJECT}/{place.stack}/*",
        f"backups/{PROJECT}/{place.stack}/*",
    )
    own = [f"{bucket}/.pulumi/{part}" for part in parts]
    if "GetObject" in actions:
        listing = allow("s3", "ListBucket", bucket)
        return [listing, allow("s3", actions, [f"{bucket}/.pulumi/meta.yaml", *own])]
    return [allow("s3", actions, own)]


def _tags(place: Place) -> dict[str, str]:
    return {"Project": PROJECT, "Stack": place.stack}


def _tagged(place: Place) -> dict[str, Any]:
    return {"StringEquals": {f"aws:ResourceTag/{name}": value for name, value in _tags(place).items()}}


def _apis(place: Place) -> list[str]:
    """REST APIs have no names in their ARNs; `/account` holds the log role, `/tags` the tags."""
    paths = ("/account", "/restapis", "/restapis/*", "/tags/*")
    return [place.arn("apigateway", path, owned=False) for path in paths]


def _stages(place: Place) -> list[str]:
    return [place.arn("apigateway", "/restapis/*/stages/*", owned=False)]


def _cdn(place: Place) -> list[str]:
    kinds = ("distribution", "origin-access-control", "response-headers-policy")
    return [place.arn("cloudfront", f"{kind}/*", regional=False) for kind in kinds]


def _tables(place: Place) -> str:
    return place.arn("dynamodb", f"table/{place.prefix}*")


def _functions(place: Place) -> str:
    return place.arn("lambda", f"function:{place.prefix}*")


def _machines(place: Place) -> list[str]:
    return [place.arn("states", f"stateMachine:{place.prefix}*")]


def _keys(place: Place) -> str:
    return place.arn("kms", "key/*")


def _roles(place: Place) -> str:
    return place.arn("iam", f"role/{place.prefix}*", regional=False)


def _firewalls(place: Place) -> list[str]:
    return [place.arn("wafv2", f"regional/webacl/{place.prefix}*")]


def _page_files(place: Place) -> str:
    return place.arn("s3", f"{place.prefix}website-files-*/*", regional=False, owned=False)
