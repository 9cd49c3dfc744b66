"""What an AWS program asks about where it runs."""

from local.provider.aws import DNS_SUFFIX, PARTITION, Aws
from local.provider.shapes import Properties


def get_caller_identity(aws: Aws, args: Properties) -> Properties:
    """Who calls. Source: docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html"""
    caller = aws.client("sts").get_caller_identity()
    return {
        **args,
        "id": caller["Account"],
        "accountId": caller["Account"],
        "arn": caller["Arn"],
        "userId": caller["UserId"],
    }


def get_region(aws: Aws, args: Properties) -> Properties:
    """The provider's region."""
    name = args.get("region") or aws.region
    return {
        "id": name,
        "name": name,
        "region": name,
        "endpoint": f"ec2.{name}.{DNS_SUFFIX}",
        "description": "the emulator's region",
    }


def get_partition(aws: Aws, args: Properties) -> Properties:
    """The partition; the emulator has AWS's first one."""
    return {
        **args,
        "id": PARTITION,
        "partition": PARTITION,
        "dnsSuffix": DNS_SUFFIX,
        "reverseDnsPrefix": ".".join(reversed(DNS_SUFFIX.split("."))),
        "region": aws.region,
    }
