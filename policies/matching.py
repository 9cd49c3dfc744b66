"""IAM's patterns: `*` matches any characters, `?` any single one.

Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

import functools
import re

# Services whose ARNs begin with a name, not with a kind of resource; and those whose names have no slash.
# Source: docs.aws.amazon.com/service-authorization/latest/reference/
WITHOUT_KIND = {"execute-api", "s3", "sns", "sqs"}
WITHOUT_SLASH = {"apigateway", "dynamodb", "execute-api", "s3"}
LITERAL_FIELDS = 5  # of an ARN: arn, partition, service, region, account


@functools.cache
def overlap(one: str, other: str) -> bool:
    """Return whether there is a text that both patterns match."""
    if not one or not other:
        return not (one + other).strip("*")
    if one[0] == "*":
        return overlap(one[1:], other) or overlap(one, other[1:])
    if other[0] == "*":
        return overlap(other, one)
    return (one[0] == other[0] or "?" in (one[0], other[0])) and overlap(one[1:], other[1:])


def is_pattern(text: str) -> bool:
    """Return whether a text matches others than itself, also through a policy variable such as `${aws:username}`."""
    return any(sign in text for sign in "*?$")


def fields(arn: str) -> list[str]:
    """Return the six fields of an ARN; nothing if there are fewer, or a wildcard may match several."""
    found = arn.split(":", LITERAL_FIELDS)
    complete = len(found) > LITERAL_FIELDS and found[0] == "arn"
    return found if complete and not any(map(is_pattern, found[:LITERAL_FIELDS])) else []


def names_one(arn: str) -> bool:
    """Return whether a pattern contains the full name of one resource, or of a resource that contains the matches."""
    if not (found := fields(arn)):
        return False
    service, resource = found[2], found[5]
    literal = re.split(r"[*?$]", resource)[0]
    kind = "" if service in WITHOUT_KIND else "/?[^:/]+[:/]"
    name = "[^:/]+[:/]" if service in WITHOUT_SLASH else "[^:]+:"
    return literal == resource != "" or bool(re.match(kind + name, literal))


def account(text: str) -> str:
    """Return the account of an ARN, or the number itself; empty if there is none."""
    number = (fields(text) or [text] * LITERAL_FIELDS)[4]
    return number if number.isdecimal() else ""
