"""Every resource type that the program uses in the local run."""

from collections.abc import Mapping

from local.provider import apigateway, dynamodb, kms, lambda_, logs, s3, sfn
from local.provider.conformance import table
from local.provider.resource import Resource

OF_THEIR_OWN: tuple[type[Resource], ...] = (
    apigateway.Stage,
    apigateway.MethodSettings,
    apigateway.Account,
    dynamodb.Table,
    kms.Key,
    kms.Alias,
    lambda_.Function,
    logs.LogGroup,
    s3.Bucket,
    s3.BucketObject,
    s3.BucketLifecycleConfiguration,
    sfn.StateMachine,
)
RESOURCES: Mapping[str, type[Resource]] = {
    **{kind: type(kind, (Resource,), {"kind": kind}) for folder in Resource.tables for kind in table(folder)},
    **{made.kind: made for made in OF_THEIR_OWN},
}
