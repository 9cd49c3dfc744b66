"""A small stack that keeps every rule, without exceptions, and ways to change it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from policies.model import Graph, Resource
from tests.making import allow, document, trust

STACK = "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod"
PART = "urn:pulumi:prod::shop::shop:index:Part::part"
PROVIDER = "urn:pulumi:prod::shop::pulumi:providers:aws::aws"
ACCOUNT = "arn:aws:iam::123456789012:root"
TABLE = "arn:aws:dynamodb:us-east-2:123456789012:table/orders"
CARD_KEY = "arn:aws:kms:us-east-2:123456789012:key/cards"


def urn(kind: str, name: str) -> str:
    """Return the URN of a resource of a kind such as `s3/bucket`."""
    of = kind.rpartition("/")[2]
    return f"urn:pulumi:prod::shop::shop:index:Part$aws:{kind}:{of[0].upper()}{of[1:]}::{name}"


def resource(
    kind: str, name: str, props: Mapping[str, Any], refs: Mapping[str, Sequence[str]] | None = None
) -> Resource:
    return Resource(urn(kind, name), props, PART, PROVIDER, protect=True, refs=refs or {})


TLS_ONLY = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "s3:*",
    "Resource": ["arn:aws:s3:::files", "arn:aws:s3:::files/*"],
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}
OAEP = {"StringEquals": {"kms:EncryptionAlgorithm": "RSAES_OAEP_SHA_256"}}
BUCKET = urn("s3/bucket", "files")
STAGE = urn("apigateway/stage", "stage")
LOG = urn("cloudwatch/logGroup", "log")
ROLE = urn("iam/role", "role")


def _of_buckets() -> list[Resource]:
    of = {"bucket": [BUCKET]}
    encrypted = {"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}
    switches = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    return [
        resource("s3/bucket", "files", {}),
        resource("s3/bucketPolicy", "files-policy", {"policy": document(TLS_ONLY)}, of),
        resource(
            "s3/bucketServerSideEncryptionConfiguration", "files-encryption", {"rules": [encrypted]}, of
        ),
        resource(
            "s3/bucketOwnershipControls",
            "files-owner",
            {"rule": {"objectOwnership": "BucketOwnerEnforced"}},
            of,
        ),
        resource("s3/bucketPublicAccessBlock", "files-block", dict.fromkeys(switches, True), of),
        resource("s3/bucketLogging", "files-log", {}, of),
        resource("s3/bucketLifecycleConfiguration", "files-ages", {}, of),
        resource(
            "s3/bucketWebsiteConfiguration",
            "website",
            {"redirectAllRequestsTo": {"protocol": "https", "hostName": "example.com"}},
            of,
        ),
    ]


def _of_the_site() -> list[Resource]:
    origins = [
        {"originId": "files", "originAccessControlId": "oac"},
        {
            "originId": "more",
            "customOriginConfig": {"originProtocolPolicy": "https-only", "originSslProtocols": ["TLSv1.2"]},
        },
    ]
    props = {
        "defaultRootObject": "index.html",
        "origins": origins,
        "originGroups": [{"members": [{"originId": "files"}, {"originId": "more"}]}],
        "defaultCacheBehavior": {"viewerProtocolPolicy": "redirect-to-https"},
        "orderedCacheBehaviors": [{"viewerProtocolPolicy": "https-only"}],
        "loggingConfig": {"bucket": "logs"},
        "webAclId": "acl",
        "viewerCertificate": {
            "acmCertificateArn": "certificate",
            "sslSupportMethod": "sni-only",
            "minimumProtocolVersion": "TLSv1.2_2021",
        },
    }
    return [resource("cloudfront/distribution", "cdn", props, {"origins": [BUCKET]})]


def _of_the_api() -> list[Resource]:
    log = {"destinationArn": "log", "format": '{"requestId": "$context.requestId"}'}
    limits = {
        "loggingLevel": "ERROR",
        "dataTraceEnabled": False,
        "cachingEnabled": True,
        "cacheDataEncrypted": True,
        "throttlingBurstLimit": 2,
        "throttlingRateLimit": 0.5,
    }
    unseen = {"sampledRequestsEnabled": False}
    method = {"httpMethod": "POST", "requestValidatorId": "all", "requestModels": {"$default": "Order"}}
    return [
        resource(
            "apigateway/stage",
            "stage",
            {"clientCertificateId": "it", "xrayTracingEnabled": True, "accessLogSettings": log},
        ),
        resource(
            "apigateway/methodSettings",
            "limits",
            {"methodPath": "*/*", "settings": limits},
            {"stageName": [STAGE]},
        ),
        resource(
            "wafv2/webAcl", "acl", {"rules": [{"visibilityConfig": unseen}], "visibilityConfig": unseen}
        ),
        resource("wafv2/webAclAssociation", "firewall", {}, {"resourceArn": [STAGE]}),
        resource("apigateway/method", "post", method),
        resource("apigateway/integration", "backend", {"passthroughBehavior": "NEVER"}),
    ]


def _of_functions() -> list[Resource]:
    function = {
        "runtime": "python3.13",
        "tracingConfig": {"mode": "Active"},
        "vpcConfig": {"subnetIds": ["a", "b"]},
        "loggingConfig": {"logGroup": "log"},
        "environment": {"variables": {"TABLE": TABLE, "SECRET_ARN": CARD_KEY}},
    }
    rights = document(
        allow("dynamodb:PutItem", Resource=TABLE),
        allow("kms:Decrypt", Resource=CARD_KEY),
        allow("xray:PutTraceSegments", Resource="*"),
    )
    return [
        resource("lambda/function", "function", function, {"role": [ROLE], "loggingConfig": [LOG]}),
        resource(
            "lambda/permission",
            "permission",
            {
                "action": "lambda:InvokeFunction",
                "principal": "s3.amazonaws.com",
                "sourceAccount": "123456789012",
            },
        ),
        resource("cloudwatch/logGroup", "log", {"retentionInDays": 7}),
        resource("iam/role", "role", {"assumeRolePolicy": trust("lambda.amazonaws.com")}),
        resource("iam/rolePolicy", "rights", {"policy": rights}, {"role": [ROLE]}),
        resource("iam/policy", "managed", {"policy": document(allow("dynamodb:GetItem", Resource=TABLE))}),
        resource(
            "iam/rolePolicyAttachment",
            "attachment",
            {"policyArn": "arn:aws:iam::123456789012:policy/managed"},
        ),
    ]


def _of_data() -> list[Resource]:
    machine = {
        "type": "STANDARD",
        "loggingConfiguration": {"level": "ERROR", "includeExecutionData": False},
        "tracingConfiguration": {"enabled": True},
    }
    table = {
        "arn": TABLE,
        "billingMode": "PAY_PER_REQUEST",
        "pointInTimeRecovery": {"enabled": True},
        "deletionProtectionEnabled": True,
    }
    policy = document(allow("kms:Decrypt", Principal={"AWS": ACCOUNT}, Resource="*", Condition=OAEP))
    return [
        resource("sfn/stateMachine", "machine", machine),
        resource("dynamodb/table", "table", table),
        resource("kms/key", "key", {"customerMasterKeySpec": "RSA_2048", "policy": policy}),
    ]


def stack() -> Graph:
    tags = {"Project": "shop", "Stack": "prod", "ManagedBy": "Pulumi"}
    provider = Resource(
        PROVIDER, {"region": "us-east-2", "defaultTags": json.dumps({"tags": tags})}, parent=STACK
    )
    return Graph(
        [
            Resource(STACK),
            Resource(PART, parent=STACK),
            provider,
            *_of_buckets(),
            *_of_the_site(),
            *_of_the_api(),
            *_of_functions(),
            *_of_data(),
        ]
    )


def changed(name: str, /, **props: Any) -> Graph:
    """Return the stack with properties of one resource changed; None takes them out."""
    return _with(name, lambda it: replace(it, props=_merged(it.props, props)))


def made_of(name: str, /, **refs: Sequence[str]) -> Graph:
    """Return the stack where properties of one resource are made of others."""
    return _with(name, lambda it: replace(it, refs={**it.refs, **refs}))


def registered(name: str, /, **said: Any) -> Graph:
    """Return the stack where one resource has another parent, provider or protection."""
    return _with(name, lambda it: replace(it, **said))


def without(name: str) -> Graph:
    return Graph([it for it in stack().resources if it.name != name])


def plus(*more: Resource) -> Graph:
    return Graph([*stack().resources, *more])


def _with(name: str, change: Any) -> Graph:
    assert name in {it.name for it in stack().resources}
    return Graph([change(it) if it.name == name else it for it in stack().resources])


def _merged(props: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Merge maps within maps; other values, lists included, are replaced."""
    merged = dict(props)
    for key, value in changes.items():
        old = merged.get(key)
        merged[key] = (
            _merged(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
        )
    return {key: value for key, value in merged.items() if value is not None}
