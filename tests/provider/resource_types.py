"""Every resource type and invoke of every stack and of bootstrap/."""

import inspect
from collections.abc import Mapping
from importlib import import_module

from local.provider import invokes
from tests.provider import route53
from tests.provider.resource import WholeResource

MODULES = (
    *("acm", "apigateway", "apigateway_methods", "budgets", "cloudfront", "cloudwatch", "dynamodb", "iam"),
    *("iam_account", "kms", "lambda_", "logs", "route53", "s3", "s3_settings", "sfn", "sns", "wafv2"),
)
RESOURCES: Mapping[str, type[WholeResource]] = {
    made.kind: made
    for module in MODULES
    for _, made in inspect.getmembers(import_module(f"tests.provider.{module}"), inspect.isclass)
    if issubclass(made, WholeResource) and hasattr(made, "kind")
}
INVOKES: Mapping[str, invokes.Invoke] = {
    **invokes.INVOKES,
    "aws:route53/getZone:getZone": route53.get_zone,
}
