"""Every resource type and invoke that the program asks for in the local run."""

from collections.abc import Callable, Mapping

from local.provider import (
    apigateway,
    apigateway_methods,
    dynamodb,
    iam,
    identity,
    kms,
    lambda_,
    logs,
    s3,
    s3_settings,
    sfn,
)
from local.provider.aws import Aws
from local.provider.resource import Resource
from local.provider.shapes import Properties

type Invoke = Callable[[Aws, Properties], Properties]

RESOURCES: Mapping[str, type[Resource]] = {
    resource.kind: resource
    for resource in (
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
        dynamodb.Table,
        iam.Role,
        iam.RolePolicy,
        iam.RolePolicyAttachment,
        kms.Key,
        kms.Alias,
        lambda_.Function,
        logs.LogGroup,
        s3.Bucket,
        s3.BucketObject,
        s3_settings.BucketPublicAccessBlock,
        s3_settings.BucketOwnershipControls,
        s3_settings.BucketServerSideEncryptionConfiguration,
        s3_settings.BucketLifecycleConfiguration,
        s3_settings.BucketPolicy,
        s3_settings.BucketWebsiteConfiguration,
        sfn.Alias,
        sfn.StateMachine,
    )
}

INVOKES: Mapping[str, Invoke] = {
    "aws:kms/getPublicKey:getPublicKey": kms.get_public_key,
    "aws:index/getCallerIdentity:getCallerIdentity": identity.get_caller_identity,
    "aws:index/getRegion:getRegion": identity.get_region,
    "aws:index/getPartition:getPartition": identity.get_partition,
}
