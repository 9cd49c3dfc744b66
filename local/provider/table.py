"""Every resource type and invoke that the stand-in provider knows."""

from collections.abc import Callable, Mapping

from local.provider import (
    acm,
    apigateway,
    apigateway_methods,
    budgets,
    cloudfront,
    cloudwatch,
    dynamodb,
    iam,
    iam_account,
    identity,
    kms,
    lambda_,
    logs,
    route53,
    s3,
    s3_settings,
    sfn,
    sns,
    wafv2,
)
from local.provider.aws import Aws
from local.provider.resource import Resource
from local.provider.shapes import Properties

type Invoke = Callable[[Aws, Properties], Properties]

RESOURCES: Mapping[str, type[Resource]] = {
    resource.kind: resource
    for resource in (
        acm.Certificate,
        acm.CertificateValidation,
        apigateway.RestApi,
        apigateway.Deployment,
        apigateway.Stage,
        apigateway.MethodSettings,
        apigateway.Account,
        apigateway_methods.Method,
        apigateway_methods.MethodResponse,
        apigateway_methods.Integration,
        apigateway_methods.IntegrationResponse,
        apigateway_methods.Response,
        apigateway_methods.Model,
        apigateway_methods.RequestValidator,
        budgets.Budget,
        cloudfront.Distribution,
        cloudfront.OriginAccessControl,
        cloudfront.ResponseHeadersPolicy,
        cloudwatch.Dashboard,
        cloudwatch.MetricAlarm,
        dynamodb.Table,
        iam.Role,
        iam.RolePolicy,
        iam.RolePolicyAttachment,
        iam_account.Policy,
        iam_account.OpenIdConnectProvider,
        kms.Key,
        kms.Alias,
        lambda_.Function,
        logs.LogGroup,
        logs.LogResourcePolicy,
        logs.LogMetricFilter,
        route53.Record,
        s3.Bucket,
        s3.BucketObject,
        s3_settings.BucketPublicAccessBlock,
        s3_settings.BucketOwnershipControls,
        s3_settings.BucketServerSideEncryptionConfiguration,
        s3_settings.BucketLifecycleConfiguration,
        s3_settings.BucketPolicy,
        s3_settings.BucketVersioning,
        s3_settings.BucketCorsConfiguration,
        s3_settings.BucketWebsiteConfiguration,
        sfn.Alias,
        sfn.StateMachine,
        sns.Topic,
        sns.TopicSubscription,
        wafv2.WebAcl,
        wafv2.WebAclAssociation,
    )
}

INVOKES: Mapping[str, Invoke] = {
    "aws:kms/getPublicKey:getPublicKey": kms.get_public_key,
    "aws:route53/getZone:getZone": route53.get_zone,
    "aws:index/getCallerIdentity:getCallerIdentity": identity.get_caller_identity,
    "aws:index/getRegion:getRegion": identity.get_region,
    "aws:index/getPartition:getPartition": identity.get_partition,
}
