"""bootstrap/ on an emulator, and its roles as GitHub's jobs have them."""

import json
from collections.abc import Sequence
from typing import Any

from local.credentials import Credentials
from local.provider import Aws
from tests.making import allow, document, trust
from tests.running import ROOT
from tests.system.deploying import Deploying

TRUST = trust({"AWS": "arn:aws:iam::000000000000:root"})
# On AWS nothing is an S3 website; on one machine the page is.
WEBSITE = document(allow(["s3:DeleteBucketWebsite", "s3:PutBucketWebsite"], Resource="*"))


def pipeline(account: Aws, environments: Sequence[str]) -> dict[str, Any]:
    """Deploy what a pipeline of these environments needs; return bootstrap's outputs."""
    assert account.credentials
    return Deploying(
        program=str(ROOT / "bootstrap" / "__main__.py"),
        emulator_url=account.endpoint,
        credentials=account.credentials,
        project="bootstrap",
        configuration={
            "aws:region": "us-east-2",
            "bootstrap:repository": "owner/name",
            "bootstrap:environments": json.dumps([*environments]),
        },
    ).outputs()


def session(account: Aws, role: str) -> Credentials:
    """Return a session of the role, for which GitHub gives a token on AWS; here its trust is opened."""
    iam = account.client("iam")
    iam.update_assume_role_policy(RoleName=role, PolicyDocument=TRUST)
    arn = iam.get_role(RoleName=role)["Role"]["Arn"]
    taken = account.client("sts").assume_role(RoleArn=arn, RoleSessionName="pipeline")["Credentials"]
    return Credentials(taken["AccessKeyId"], taken["SecretAccessKey"], taken["SessionToken"])


def allow_website(account: Aws, role: str) -> None:
    """Give the role the one right that it needs on one machine only."""
    website = {"RoleName": role, "PolicyName": "website", "PolicyDocument": WEBSITE}
    account.client("iam").put_role_policy(**website)
