"""For each rule, stacks that break it: the names of the culprits and the stack."""

from typing import Any

from policies.model import Graph
from tests.making import allow, document, trust
from tests.unit.policies.compliant import (
    ACCOUNT,
    CARD_KEY,
    LOG,
    OAEP,
    PROVIDER,
    ROLE,
    STACK,
    TABLE,
    TLS_ONLY,
    changed,
    made_of,
    plus,
    registered,
    resource,
    without,
)

Case = tuple[str, Graph]
OBJECTS = "arn:aws:s3:::files/*"
BY_TOKEN = {
    "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},
    "Condition": {"StringLike": {"token.actions.githubusercontent.com:sub": "repo:owner/*"}},
}
FOREIGN = "arn:aws:iam::210987654321:root"


def props(name: str, /, **values: Any) -> Case:
    return name, changed(name, **values)


def policy(name: str, *statements: dict[str, Any]) -> Case:
    return props(name, policy=document(*statements))


def bucket_policy(*statements: dict[str, Any]) -> Case:
    return policy("files-policy", *statements, TLS_ONLY)


def key_policy(**said: Any) -> Case:
    return policy("key", allow("kms:Decrypt", **({"Principal": {"AWS": FOREIGN}, "Condition": OAEP} | said)))


def settings(**values: Any) -> Case:
    return props("limits", settings=values)


def origins(*more: dict[str, Any], **viewer: Any) -> Case:
    return props("cdn", origins=[{"originId": "files", "originAccessControlId": "oac"}, *more], **viewer)


EVERYWHERE: dict[str, tuple[Case, ...]] = {
    "resource-has-a-component": (
        ("table", registered("table", parent=STACK)),
        ("table", registered("table", parent=None)),
    ),
    "provider-is-chosen": (
        ("table", registered("table", provider=None)),
        ("table", registered("table", provider=PROVIDER.replace("::aws", "::default_7_51_1"))),
    ),
    "provider-tags": (
        props("aws", defaultTags={"tags": {"Project": "shop"}}),
        props("aws", defaultTags=None),
        props("aws", region=None),
    ),
    "type-was-considered": (("topic", plus(resource("sns/topic", "topic", {}))),),
    "data-is-protected": (
        ("table", registered("table", protect=False)),
        ("key", registered("key", protect=False)),
    ),
}
RIGHTS: dict[str, tuple[Case, ...]] = {
    "IAM.1": tuple(policy(it, allow("*", Resource="*")) for it in ("rights", "managed")),
    "IAM.21": tuple(policy(it, allow("dynamodb:*", Resource=TABLE)) for it in ("rights", "managed")),
    "policy-names-its-actions": (
        policy("rights", allow("dynamodb:Put*", Resource=TABLE)),
        policy("managed", {"Effect": "Allow", "NotAction": "iam:PassRole", "Resource": TABLE}),
        policy("files-policy", {"Effect": "Deny", "NotPrincipal": {"AWS": FOREIGN}, "Action": "s3:*"}),
    ),
    "policy-names-its-resources": (
        policy("rights", allow(["xray:PutTraceSegments", "dynamodb:PutItem"], Resource="*")),
        policy("managed", allow("dynamodb:PutItem", Resource=[TABLE, "*"])),
    ),
    "role-trusts-one-service": (
        props("role", assumeRolePolicy=document(allow("sts:AssumeRole", Principal={"AWS": FOREIGN}))),
        props("role", assumeRolePolicy=document(allow("sts:AssumeRole", Principal="*"))),
        props(
            "role",
            assumeRolePolicy=document(
                allow("sts:AssumeRole", Principal={"Service": ["lambda.amazonaws.com", "ec2.amazonaws.com"]})
            ),
        ),
    ),
    "policy-says-whom-it-admits": (
        bucket_policy(
            allow("s3:PutObject", Principal={"Service": "logging.s3.amazonaws.com"}, Resource=OBJECTS)
        ),
        bucket_policy(allow("s3:GetObject", Principal={"AWS": "*"}, Resource=OBJECTS)),
        bucket_policy(allow("s3:GetObject", NotPrincipal={"AWS": ACCOUNT}, Resource=OBJECTS)),
        props("role", assumeRolePolicy=trust("states.amazonaws.com")),
        props("role", assumeRolePolicy=document(allow("sts:AssumeRoleWithWebIdentity", **BY_TOKEN))),
    ),
    "policy-admits-this-account-alone": (
        bucket_policy(allow("s3:GetObject", Principal={"AWS": FOREIGN}, Resource=OBJECTS)),
        bucket_policy(allow("s3:GetObject", Principal={"AWS": "210987654321"}, Resource=OBJECTS)),
        bucket_policy(allow("s3:GetObject", Principal={"CanonicalUser": "79a59df9"}, Resource=OBJECTS)),
        bucket_policy(
            allow(
                "s3:GetObject",
                Principal="*",
                Resource=OBJECTS,
                Condition={"StringEquals": {"aws:PrincipalAccount": "210987654321"}},
            )
        ),
        key_policy(),
        props("role", assumeRolePolicy=document(allow("sts:AssumeRole", Principal={"AWS": FOREIGN}))),
        props("permission", principal="210987654321"),
        (
            "grant",
            plus(resource("kms/grant", "grant", {"granteePrincipal": FOREIGN, "operations": ["Encrypt"]})),
        ),
    ),
    "role-has-one-user": (
        ("role", made_of("machine", roleArn=[ROLE])),
        ("role", made_of("function", role=[])),
        (
            "idle",
            plus(resource("iam/role", "idle", {"assumeRolePolicy": trust("lambda.amazonaws.com")})),
        ),
    ),
    "no-policy-of-awss-own": (
        props("attachment", policyArn="arn:aws:iam::aws:policy/AdministratorAccess"),
        props("attachment", policyArn="arn:aws-cn:iam::aws:policy/AdministratorAccess"),
        props("role", managedPolicyArns=["arn:aws:iam::aws:policy/service-role/AWSLambdaRole"]),
    ),
}
KEYS: dict[str, tuple[Case, ...]] = {
    "KMS.1": (policy("managed", allow("kms:Decrypt", Resource="*")),),
    "KMS.2": (
        policy("rights", allow("kms:ReEncrypt*", Resource="arn:aws:kms:us-east-2:123456789012:key/*")),
    ),
    "KMS.5": (key_policy(Principal="*"), key_policy(Principal={"AWS": "*"})),
    "key-decrypts-one-padding": (
        key_policy(Condition={}),
        key_policy(Condition={"StringEquals": {"kms:EncryptionAlgorithm": "RSAES_OAEP_SHA_1"}}),
        props("key", policy=None),
    ),
}
BUCKETS: dict[str, tuple[Case, ...]] = {
    "S3.2": (
        bucket_policy(allow("s3:GetObject", Principal="*", Resource="arn:aws:s3:::files/*")),
        bucket_policy(allow("s3:List*", Principal={"AWS": ["*"]}, Resource="arn:aws:s3:::files")),
    ),
    "S3.3": (
        bucket_policy(allow(["s3:GetObject", "s3:Put*"], Principal="*", Resource="arn:aws:s3:::files/*")),
    ),
    "S3.5": (
        policy("files-policy", TLS_ONLY | {"Condition": {"Bool": {"aws:SecureTransport": "true"}}}),
        policy("files-policy", TLS_ONLY | {"Action": "s3:GetObject"}),
        policy("files-policy", TLS_ONLY | {"Principal": {"AWS": FOREIGN}}),
    ),
    "S3.6": (bucket_policy(allow("s3:PutBucketPolicy", Principal={"AWS": FOREIGN}, Resource="*")),),
    "S3.8": (props("files-block", restrictPublicBuckets=False), props("files-block", blockPublicAcls=None)),
    "S3.9": (("files", without("files-log")), ("files", made_of("files-log", bucket=["another"]))),
    "S3.12": (props("files-owner", rule={"objectOwnership": "ObjectWriter"}),),
    "S3.13": (("files", without("files-ages")),),
    "bucket-is-encrypted": (props("files-encryption", rules=[]),),
    "bucket-is-no-website": (props("website", redirectAllRequestsTo=None),),
    "bucket-has-its-guards": tuple(
        ("files", without(f"files-{guard}")) for guard in ("policy", "encryption", "owner", "block")
    ),
}
SITE: dict[str, tuple[Case, ...]] = {
    "CloudFront.1": (props("cdn", defaultRootObject=""),),
    "CloudFront.3": (
        props("cdn", defaultCacheBehavior={"viewerProtocolPolicy": "allow-all"}),
        props("cdn", orderedCacheBehaviors=[{"viewerProtocolPolicy": "allow-all"}]),
    ),
    "CloudFront.4": (props("cdn", originGroups=None),),
    "CloudFront.5": (props("cdn", loggingConfig=None),),
    "CloudFront.6": (props("cdn", webAclId=None),),
    "CloudFront.7": (
        props("cdn", viewerCertificate={"cloudfrontDefaultCertificate": True, "acmCertificateArn": None}),
        props("cdn", viewerCertificate=None),
    ),
    "CloudFront.8": (props("cdn", viewerCertificate={"sslSupportMethod": "vip"}),),
    "CloudFront.9": (
        origins({"customOriginConfig": {"originProtocolPolicy": "http-only"}}),
        origins(
            {"customOriginConfig": {"originProtocolPolicy": "match-viewer"}},
            defaultCacheBehavior={"viewerProtocolPolicy": "allow-all"},
        ),
    ),
    "CloudFront.10": (origins({"customOriginConfig": {"originSslProtocols": ["TLSv1.2", "SSLv3"]}}),),
    "CloudFront.12": (("cdn", made_of("cdn", origins=[])),),
    "CloudFront.13": (props("cdn", origins=[{"originId": "files"}]),),
    "CloudFront.15": (props("cdn", viewerCertificate={"minimumProtocolVersion": "TLSv1.1_2016"}),),
}
API: dict[str, tuple[Case, ...]] = {
    "APIGateway.1": (settings(loggingLevel="OFF"), settings(loggingLevel=None)),
    "APIGateway.2": (props("stage", clientCertificateId=None),),
    "APIGateway.3": (props("stage", xrayTracingEnabled=False),),
    "APIGateway.4": (("stage", without("firewall")),),
    "APIGateway.5": (settings(cacheDataEncrypted=False),),
    "stage-writes-an-access-log": (
        props("stage", accessLogSettings=None),
        props("stage", accessLogSettings={"format": '{"status": "$context.status"}'}),
    ),
    "access-log-names-nobody": (
        props(
            "stage", accessLogSettings={"format": '{"requestId": "1", "ip": "$context.identity.sourceIp"}'}
        ),
    ),
    "stage-has-limits": (
        ("stage", without("limits")),
        ("stage", changed("limits", methodPath="orders/POST")),
    ),
    "limits-are-numbers": (settings(throttlingBurstLimit=None), settings(throttlingRateLimit=-1)),
    "no-bodies-in-logs": (settings(dataTraceEnabled=True),),
    "integration-refuses-other-types": (
        props("backend", passthroughBehavior="WHEN_NO_MATCH"),
        props("backend", passthroughBehavior=None),
    ),
    "WAF.10": (props("acl", rules=[]),),
    "firewall-keeps-no-samples": (
        props("acl", visibilityConfig={"sampledRequestsEnabled": True}),
        props("acl", rules=[{"visibilityConfig": {"sampledRequestsEnabled": True}}]),
    ),
    "method-checks-its-request": (props("post", requestValidatorId=None),),
    "method-checks-every-body": (
        props("post", requestModels=None),
        ("post", changed("post", requestModels={"$default": None, "application/json": "Order"})),
    ),
}
RUNNING: dict[str, tuple[Case, ...]] = {
    "Lambda.1": (
        props("permission", principal="*", sourceAccount=None),
        props("permission", sourceAccount=None),
        props("permission", sourceAccount=None, sourceArn="arn:aws:s3:::files"),
    ),
    "Lambda.2": (props("function", runtime="python3.8"),),
    "Lambda.5": (props("function", vpcConfig={"subnetIds": ["a"]}),),
    "function-is-traced": (props("function", tracingConfig={"mode": "PassThrough"}),),
    "function-is-told-no-secret": tuple(
        props("function", environment={"variables": {name: value}})
        for name, value in (
            ("ID", "AKIAIOSFODNN7EXAMPLE"),
            ("KEY", "-----BEGIN RSA PRIVATE KEY-----\nMII"),
            ("GITHUB", "ghp_0123456789abcdefghij0123456789abcdef"),
            ("STRIPE", "sk_live_0123456789"),
            ("JWT", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"),
            ("DATABASE", "postgres://shop:hush@db.example/orders"),
            ("DB_PASSWORD", "hush"),
            ("apiKey", "hush"),
            ("SETTINGS", '{"token": "hush"}'),
            (
                "PLAIN",
                {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "hush"},
            ),
        )
    ),
    "log-group-expires": (props("log", retentionInDays=None), props("log", retentionInDays=0)),
    "StepFunctions.1": (props("machine", loggingConfiguration={"level": "OFF"}),),
    "machine-is-standard": (props("machine", type="EXPRESS"),),
    "machine-logs-no-data": (props("machine", loggingConfiguration={"includeExecutionData": True}),),
    "machine-is-traced": (props("machine", tracingConfiguration=None),),
    "DynamoDB.1": (props("table", billingMode="PROVISIONED"),),
    "DynamoDB.2": (props("table", pointInTimeRecovery={"enabled": False}),),
    "DynamoDB.6": (props("table", deletionProtectionEnabled=False),),
}
_RIGHTS = {"policy": document(allow("kms:*", Resource=CARD_KEY))}
_SECOND_RIGHTS = resource("iam/rolePolicy", "more-rights", _RIGHTS)
_RUNTIME = {"runtime": "python3.13", "tracingConfig": {"mode": "Active"}}
_SECOND_FUNCTION = resource("lambda/function", "second", _RUNTIME, {"loggingConfig": [LOG]})
BROKEN: dict[str, tuple[Case, ...]] = {
    **EVERYWHERE,
    **RIGHTS,
    **KEYS,
    **BUCKETS,
    **SITE,
    **API,
    **RUNNING,
    "function-has-its-own-log": (
        ("function", made_of("function", loggingConfig=[])),
        ("function second", plus(_SECOND_FUNCTION)),
    ),
    "one-role-decrypts": (("more-rights rights", plus(_SECOND_RIGHTS)),),
}
