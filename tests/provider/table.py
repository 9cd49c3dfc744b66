"""Every resource type and invoke of every stack and of bootstrap/: the local run's, and what only others have."""

from collections.abc import Mapping

from local.provider import table
from local.provider.resource import Resource
from tests.provider import (
    acm,
    budgets,
    cloudfront,
    cloudwatch,
    iam_account,
    logs,
    route53,
    s3_settings,
    sns,
    wafv2,
)

RESOURCES: Mapping[str, type[Resource]] = {
    **table.RESOURCES,
    **{
        resource.kind: resource
        for resource in (
            acm.Certificate,
            acm.CertificateValidation,
            budgets.Budget,
            cloudfront.Distribution,
            cloudfront.OriginAccessControl,
            cloudfront.ResponseHeadersPolicy,
            cloudwatch.Dashboard,
            cloudwatch.MetricAlarm,
            iam_account.OpenIdConnectProvider,
            iam_account.Policy,
            logs.LogMetricFilter,
            logs.LogResourcePolicy,
            route53.Record,
            s3_settings.BucketCorsConfiguration,
            s3_settings.BucketVersioning,
            sns.Topic,
            sns.TopicSubscription,
            wafv2.WebAcl,
            wafv2.WebAclAssociation,
        )
    },
}

INVOKES: Mapping[str, table.Invoke] = {
    **table.INVOKES,
    "aws:route53/getZone:getZone": route53.get_zone,
}
