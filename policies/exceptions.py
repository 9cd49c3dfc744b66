"""Who need not obey which rule, and why. A test refuses exceptions that nothing needs."""

import fnmatch
from dataclasses import dataclass

from policies.model import Resource
from policies.rule import Rule

EVERY_STACK = ("dev", "prod", "local")
ON_AWS = ("dev", "prod")


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """rule: its name. stacks, resources: names of stacks, and patterns of names of resources, that may break it."""

    rule: str
    stacks: tuple[str, ...]
    resources: tuple[str, ...]
    why: str

    def covers(self, rule: Rule, resource: Resource) -> bool:
        names = any(fnmatch.fnmatchcase(resource.name, pattern) for pattern in self.resources)
        return self.rule == rule.name and resource.stack in self.stacks and names


EXEMPTIONS = (
    Exemption(
        rule="APIGateway.1",
        stacks=EVERY_STACK,
        resources=("orders-api-limits", "orders-api-start-limits", "orders-api-describe-limits"),
        why="An execution log can hold what a customer sent. The access log has every request's id, outcome and the "
        "kind of its error, and X-Ray its way (`stage-writes-an-access-log`, APIGateway.3).",
    ),
    Exemption(
        rule="APIGateway.2",
        stacks=EVERY_STACK,
        resources=("orders-api-stage",),
        why="The certificate is for HTTP backends. This API calls Step Functions, which knows it by its role.",
    ),
    Exemption(
        rule="APIGateway.4",
        stacks=EVERY_STACK,
        resources=("orders-api-stage",),
        why="A web ACL has its price every month, orders or none; gopizza:requestsPerIp buys one. Without it the API "
        "still checks every body against a schema and limits all calls.",
    ),
    Exemption(
        rule="CloudFront.4",
        stacks=ON_AWS,
        resources=("website-cdn",),
        why="A second origin means a copy of the page in another region. Without the API, which is in one region, "
        "the page takes no orders.",
    ),
    Exemption(
        rule="CloudFront.5",
        stacks=ON_AWS,
        resources=("website-cdn",),
        why="The log would hold every visitor's address. The page is the same for all; orders go to the API.",
    ),
    Exemption(
        rule="CloudFront.6",
        stacks=ON_AWS,
        resources=("website-cdn",),
        why="Behind it are public files that only GET and HEAD can reach: there is nothing to attack but the bill.",
    ),
    Exemption(
        rule="CloudFront.7",
        stacks=ON_AWS,
        resources=("website-cdn",),
        why="The shop has no domain of its own yet; visitors have TLS by CloudFront's certificate for cloudfront.net.",
    ),
    Exemption(
        rule="DynamoDB.2",
        stacks=("local",),
        resources=("orders-table", "orders-used-cards"),
        why="A local run starts with empty tables and ends without them.",
    ),
    Exemption(
        rule="DynamoDB.6",
        stacks=("dev", "local"),
        resources=("orders-table", "orders-used-cards"),
        why="These environments are made to be destroyed.",
    ),
    Exemption(
        rule="S3.2",
        stacks=("local",),
        resources=("website-files-policy",),
        why="On one machine the page is served by the bucket's website; nothing outside of the machine reaches it.",
    ),
    Exemption(
        rule="S3.5",
        stacks=("local",),
        resources=("website-files-policy",),
        why="On one machine the page is served over http://localhost, which browsers trust like TLS.",
    ),
    Exemption(
        rule="S3.8",
        stacks=("local",),
        resources=("website-files-public-access",),
        why="On one machine the page is served by the bucket's website; nothing outside of the machine reaches it.",
    ),
    Exemption(
        rule="S3.9",
        stacks=EVERY_STACK,
        resources=("orders-audio", "website-files"),
        why="The log would hold the addresses of those who listen. Audio is read by signed URLs only and expires; "
        "the page's files are public.",
    ),
    Exemption(
        rule="S3.13",
        stacks=EVERY_STACK,
        resources=("website-files",),
        why="It holds the page as it is; a deployment deletes what the page no longer has.",
    ),
    Exemption(
        rule="bucket-is-no-website",
        stacks=("local",),
        resources=("website-http",),
        why="On one machine there is no CloudFront; the page comes from http://localhost, which browsers trust.",
    ),
    Exemption(
        rule="no-policy-of-awss-own",
        stacks=EVERY_STACK,
        resources=("api-logging-push",),
        why="API Gateway wants this policy by name before it takes the role for its logs "
        "(docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html).",
    ),
)
