"""The AWS session of the stack's provider, for boto3."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import boto3

# A role of the provider's setting `aws:assumeRoles`, as AssumeRole takes it.
# Sources: www.pulumi.com/registry/packages/aws/installation-configuration/,
# docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
REQUEST = {
    "roleArn": "RoleArn",
    "sessionName": "RoleSessionName",
    "externalId": "ExternalId",
    "policy": "Policy",
    "sourceIdentity": "SourceIdentity",
    "transitiveTagKeys": "TransitiveTagKeys",
}
DURATION = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")


def session(profile: str | None, region: str, roles: Sequence[Mapping[str, Any]]) -> boto3.Session:
    """Return a session of the profile, or of the environment, that has assumed each of the roles in turn.

    Raises ClientError, as AWS sent it, for a role that can't be assumed.
    """
    own = boto3.Session(profile_name=profile, region_name=region)
    for role in roles:
        taken = own.client("sts").assume_role(**_request(role))["Credentials"]
        own = boto3.Session(
            aws_access_key_id=taken["AccessKeyId"],
            aws_secret_access_key=taken["SecretAccessKey"],
            aws_session_token=taken["SessionToken"],
            region_name=region,
        )
    return own


def _request(role: Mapping[str, Any]) -> dict[str, Any]:
    request: dict[str, Any] = {"RoleSessionName": "pulumi"}
    request |= {REQUEST[field]: value for field, value in role.items() if field in REQUEST}
    if match := DURATION.fullmatch(role.get("duration", "")):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        if whole := 3600 * hours + 60 * minutes + seconds:
            request["DurationSeconds"] = whole
    if "policyArns" in role:
        request["PolicyArns"] = [{"arn": arn} for arn in role["policyArns"]]
    if "tags" in role:
        request["Tags"] = [{"Key": key, "Value": value} for key, value in role["tags"].items()]
    return request
