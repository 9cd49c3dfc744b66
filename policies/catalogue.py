"""All rules, and the controls of AWS's standard that no rule can judge.

The standard is AWS Foundational Security Best Practices.
Source: docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html
"""

from policies import (
    admission,
    api_gateway,
    cloudfront,
    dynamodb,
    everywhere,
    functions,
    iam,
    kms,
    s3,
    step_functions,
    waf,
)
from policies.rule import Rule

MODULES = (
    everywhere,
    iam,
    admission,
    kms,
    s3,
    cloudfront,
    api_gateway,
    functions,
    step_functions,
    dynamodb,
    waf,
)
RULES: tuple[Rule, ...] = tuple(rule for module in MODULES for rule in module.RULES)

_ACCOUNT = "about people's access to the account, not about a stack"
_UNUSED = "about a type that no stack has; `type-was-considered` refuses it until its rules are written"
# The standard's controls for the services that we use which are not rules here, and why.
NOT_JUDGED = {
    "APIGateway.8": _UNUSED,
    "APIGateway.9": _UNUSED,
    "APIGateway.10": _UNUSED,
    "APIGateway.11": _UNUSED,
    "CloudFront.16": _UNUSED,
    "DynamoDB.3": _UNUSED,
    "DynamoDB.7": _UNUSED,
    "IAM.2": _UNUSED,
    "IAM.3": _ACCOUNT,
    "IAM.4": _ACCOUNT,
    "IAM.5": _ACCOUNT,
    "IAM.6": _ACCOUNT,
    "IAM.7": _ACCOUNT,
    "IAM.8": _ACCOUNT,
    "KMS.3": "about a key that waits for its deletion, which only AWS knows; `data-is-protected` prevents it",
    "S3.1": "a setting of the whole account; S3.8 is the same for each bucket",
    "S3.19": _UNUSED,
    "S3.24": _UNUSED,
    "S3.25": _UNUSED,
    **{f"WAF.{number}": _UNUSED for number in (1, 2, 3, 4, 6, 7, 8, 12)},
}
