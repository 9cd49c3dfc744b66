"""The rights on what only some settings make: alarms that mail, a budget, and an address of one's own.

Certificates have no name: they are known by their tags, as in `rights`. A hosted zone is nobody's environment: a person
names it to bootstrap/. AWS has no resource for SNS's rights on subscriptions; their ARNs hold a random part, and no
role here may list them.
Sources: docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html,
docs.aws.amazon.com/service-authorization/latest/reference/list_awscertificatemanager.html,
docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html
"""

from bootstrap.place import Place
from bootstrap.rights import NOT_YET, Statement, allow, made, tagged


def reading_options(place: Place) -> list[Statement]:
    """Return the rights of a preview to see how these are set up."""
    return [
        allow("cloudwatch", "DescribeAlarms ListTagsForResource", _alarms(place)),
        allow("cloudwatch", "GetDashboard", _dashboards(place)),
        allow("logs", "DescribeMetricFilters", place.log_groups()),
        allow("sns", "GetTopicAttributes ListTagsForResource", _topics(place)),
        allow("sns", "GetSubscriptionAttributes", "*"),
        allow("budgets", "ListTagsForResource ViewBudget", _budgets(place)),
        allow("acm", "DescribeCertificate ListTagsForCertificate", _certificates(place), **tagged(place)),
        *_zones(place, "GetHostedZone ListResourceRecordSets"),
    ]


def changing_options(place: Place) -> list[Statement]:
    """Return what a deployment may do to these."""
    return [
        allow("cloudwatch", "DeleteAlarms PutMetricAlarm TagResource UntagResource", _alarms(place)),
        allow("cloudwatch", "DeleteDashboards PutDashboard", _dashboards(place)),
        allow("logs", "DeleteMetricFilter PutMetricFilter", place.log_groups()),
        allow(
            "sns",
            "CreateTopic DeleteTopic SetTopicAttributes Subscribe TagResource UntagResource",
            _topics(place),
        ),
        allow("sns", "Unsubscribe", "*"),
        allow("budgets", "ModifyBudget TagResource UntagResource", _budgets(place)),
        allow("acm", "RequestCertificate", "*", **made(place)),
        allow("acm", "AddTagsToCertificate", _certificates(place, NOT_YET), **made(place)),
        allow("acm", "DeleteCertificate", _certificates(place), **tagged(place)),
        *_zones(place, "ChangeResourceRecordSets"),
        allow("route53", "GetChange", f"arn:{place.partition}:route53:::change/*"),
    ]


def _alarms(place: Place) -> str:
    return place.arn("cloudwatch", f"alarm:{place.prefix}*")


def _dashboards(place: Place) -> str:
    return place.arn("cloudwatch", f"dashboard/{place.prefix}*", regional=False)


def _topics(place: Place) -> str:
    return place.arn("sns", f"{place.prefix}*")


def _budgets(place: Place) -> str:
    return place.arn("budgets", f"budget/{place.prefix}*", regional=False)


def _certificates(place: Place, which: str = "*") -> str:
    """Return the ARN of certificates: CloudFront takes those of us-east-1 alone."""
    return f"arn:{place.partition}:acm:us-east-1:{place.account}:certificate/{which}"


def _zones(place: Place, actions: str) -> list[Statement]:
    zones = [f"arn:{place.partition}:route53:::hostedzone/{zone}" for zone in place.hosted_zones]
    return [allow("route53", actions, zones)] if zones else []
