"""Who need not obey which rule, and why. A test refuses exceptions that nothing needs."""

import fnmatch
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from policies.model import Resource
from policies.rule import Rule

Settings = Mapping[str, str]


@dataclass(frozen=True)
class Where:
    """The stacks that an exception is for: by their settings, whatever they are called."""

    words: str
    holds: Callable[[Settings], bool]


EVERYWHERE = Where("every stack", lambda _: True)
ON_ONE_MACHINE = Where(
    "`websiteUrl` on localhost", lambda it: it.get("gopizza:websiteUrl", "").startswith("http://localhost")
)
UNPROTECTED = Where("`protect` false", lambda it: it.get("gopizza:protect") == "false")


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """rule: its name. where: the stacks in which resources with these names, or patterns of names, may break it."""

    rule: str
    where: Where
    resources: tuple[str, ...]
    why: str

    def covers(self, rule: Rule, resource: Resource, settings: Settings) -> bool:
        names = any(fnmatch.fnmatchcase(resource.name, pattern) for pattern in self.resources)
        return self.rule == rule.name and names and self.where.holds(settings)


EXEMPTIONS = (
    Exemption(
        rule="APIGateway.1",
        where=EVERYWHERE,
        resources=("orders-api-limits", "orders-api-start-limits", "orders-api-describe-limits"),
        why="An execution log can hold what a customer sent. The access log has every request's id, outcome and the "
        "kind of its error, and X-Ray its way (`stage-writes-an-access-log`, APIGateway.3).",
    ),
    Exemption(
        rule="APIGateway.2",
        where=EVERYWHERE,
        resources=("orders-api-stage",),
        why="The certificate is for HTTP backends. This API calls Step Functions, which knows it by its role.",
    ),
    Exemption(
        rule="APIGateway.4",
        where=EVERYWHERE,
        resources=("orders-api-stage",),
        why="A web ACL has its price every month, orders or none; gopizza:requestsPerIp buys one. Without it the API "
        "still checks every body against a schema and limits all calls.",
    ),
    Exemption(
        rule="CloudFront.4",
        where=EVERYWHERE,
        resources=("website-cdn",),
        why="A second origin means a copy of the page in another region. Without the API, which is in one region, "
        "the page takes no orders.",
    ),
    Exemption(
        rule="CloudFront.5",
        where=EVERYWHERE,
        resources=("website-cdn",),
        why="The log would hold every visitor's address. The page is the same for all; orders go to the API.",
    ),
    Exemption(
        rule="CloudFront.6",
        where=EVERYWHERE,
        resources=("website-cdn",),
        why="Behind it are public files that only GET and HEAD can reach: there is nothing to attack but the bill.",
    ),
    Exemption(
        rule="CloudFront.7",
        where=EVERYWHERE,
        resources=("website-cdn",),
        why="The shop has no domain of its own yet; visitors have TLS by CloudFront's certificate for cloudfront.net.",
    ),
    Exemption(
        rule="DynamoDB.2",
        where=ON_ONE_MACHINE,
        resources=("orders-table", "orders-table-names"),
        why="A local run starts with empty tables and ends without them.",
    ),
    Exemption(
        rule="DynamoDB.6",
        where=UNPROTECTED,
        resources=("orders-table", "orders-table-names"),
        why="These environments are made to be destroyed.",
    ),
    Exemption(
        rule="S3.2",
        where=ON_ONE_MACHINE,
        resources=("website-files-policy",),
        why="On one machine the page is served by the bucket's website; nothing outside of the machine reaches it.",
    ),
    Exemption(
        rule="S3.5",
        where=ON_ONE_MACHINE,
        resources=("website-files-policy",),
        why="On one machine the page is served over http://localhost, which browsers trust like TLS.",
    ),
    Exemption(
        rule="S3.8",
        where=ON_ONE_MACHINE,
        resources=("website-files-public-access",),
        why="On one machine the page is served by the bucket's website; nothing outside of the machine reaches it.",
    ),
    Exemption(
        rule="S3.9",
        where=EVERYWHERE,
        resources=("orders-audio", "website-files"),
        why="The log would hold the addresses of those who listen. Audio is read by signed URLs only and expires; "
        "the page's files are public.",
    ),
    Exemption(
        rule="S3.13",
        where=EVERYWHERE,
        resources=("website-files",),
        why="It holds the page as it is; a deployment deletes what the page no longer has.",
    ),
    Exemption(
        rule="bucket-is-no-website",
        where=ON_ONE_MACHINE,
        resources=("website-http",),
        why="On one machine there is no CloudFront; the page comes from http://localhost, which browsers trust.",
    ),
    Exemption(
        rule="data-is-protected",
        where=UNPROTECTED,
        resources=("orders-payment-key", "orders-table", "orders-table-names"),
        why="These environments are made to be destroyed.",
    ),
    Exemption(
        rule="policy-says-whom-it-admits",
        where=ON_ONE_MACHINE,
        resources=("website-files-policy",),
        why="On one machine the page is served by the bucket's website; nothing outside of the machine reaches it.",
    ),
    Exemption(
        rule="no-policy-of-awss-own",
        where=EVERYWHERE,
        resources=("api-logging-push",),
        why="API Gateway wants this policy by name before it takes the role for its logs "
        "(docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html).",
    ),
)
