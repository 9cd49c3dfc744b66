"""The dynamic provider behind the SDK bundle: asks API Gateway for the SDK and keeps it in S3.

Pulumi pickles it by reference and runs it beside the engine, so nothing of it may depend on the program's state.
Source: www.pulumi.com/docs/iac/concepts/providers/dynamic-providers/
"""

import json
import time
from collections.abc import Sequence
from typing import Any

from botocore.exceptions import ClientError
from pulumi.dynamic import ConfigureRequest, CreateResult, DiffResult, ResourceProvider, UpdateResult

from components.sdk_bundle.archive import SdkArchive
from components.sdk_bundle.sessions import session

SDK_TYPE = "javascript"
# Part of the inputs: the code below is pickled by reference, so only this tells the engine that it has changed.
VERSION = "2"
FOLDER = "sdk"
FOREVER = "public, max-age=31536000, immutable"  # the folder's name holds the content's hash
INPUTS = ("rest_api_id", "stage_name", "deployment_id", "bucket", "region", "version")
OUTPUTS = ("sha256", "zip", "files", "script")
ONE_FILE = "sdk.js"  # all scripts of the SDK, as a page loads them
# Whether an SDK can be had the moment its stage exists is not documented: these are asked again.
NOT_READY = {"NotFoundException", "ConflictException", "TooManyRequestsException"}
PATIENCE_SECONDS = 60
CONTENT_TYPES = {".js": "text/javascript; charset=utf-8", ".md": "text/markdown; charset=utf-8"}


class SdkBundleProvider(ResourceProvider):
    """Keeps one generated SDK in one bucket. Needs `apigateway:GET` on the stage's `sdks/javascript` and,
    on the bucket, s3:PutObject, s3:ListBucket and s3:DeleteObject.

    Source: docs.aws.amazon.com/apigateway/latest/api/API_GetSdk.html
    """

    serialize_as_secret_always = False  # it holds no secret
    _profile: str | None = None
    _roles: Sequence[dict[str, Any]] = ()

    def configure(self, req: ConfigureRequest) -> None:
        """Take the profile and the roles that the AWS provider uses: credentials are read where it reads them."""
        self._profile = req.config.get("aws:profile")
        self._roles = json.loads(req.config.get("aws:assumeRoles") or "[]")

    def create(self, props: dict[str, Any]) -> CreateResult:
        """Fetch the SDK and store it; raises InvalidSdkError, or ClientError as AWS sent it."""
        return CreateResult(f"{props['rest_api_id']}/{props['stage_name']}", self._store(props))

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        """Compare inputs only: the pickled provider differs between versions of Pulumi and means nothing."""
        changed = [name for name in INPUTS if _olds.get(name) != _news.get(name)]
        moved = [name for name in changed if name in {"bucket", "region"}]
        return DiffResult(changes=bool(changed), replaces=moved)

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        """Fetch again. The former bundle stays until the stack goes: pages that are open still load it."""
        return UpdateResult(self._store(_news))

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        """Remove every bundle that this stack ever stored."""
        s3 = self._client("s3", _props)
        pages = s3.get_paginator("list_objects_v2").paginate(Bucket=_props["bucket"], Prefix=f"{FOLDER}/")
        for page in pages:
            for found in page.get("Contents", []):
                s3.delete_object(Bucket=_props["bucket"], Key=found["Key"])

    def _store(self, props: dict[str, Any]) -> dict[str, Any]:
        archive = SdkArchive.read(self._fetch(props))
        sha256 = archive.sha256()
        folder = f"{FOLDER}/{sha256}"
        zip_key = f"{folder}/gopizza-sdk.zip"
        s3 = self._client("s3", props)
        for name, content in archive.members.items():
            _put(s3, props["bucket"], f"{folder}/{name}", content, _content_type(name))
        _put(s3, props["bucket"], zip_key, archive.zip(), "application/zip")
        _put(s3, props["bucket"], f"{folder}/{ONE_FILE}", archive.as_one_script(), CONTENT_TYPES[".js"])
        return {
            **{name: props[name] for name in INPUTS},
            "sha256": sha256,
            "zip": zip_key,
            "files": list(archive.members),
            "script": f"{folder}/{ONE_FILE}",
        }

    def _fetch(self, props: dict[str, Any]) -> bytes:
        client = self._client("apigateway", props)
        give_up = time.monotonic() + PATIENCE_SECONDS
        pause = 1.0
        while True:
            try:
                sdk = client.get_sdk(
                    restApiId=props["rest_api_id"], stageName=props["stage_name"], sdkType=SDK_TYPE
                )
                return sdk["body"].read()
            except ClientError as error:
                if error.response["Error"]["Code"] not in NOT_READY or time.monotonic() + pause > give_up:
                    raise
            time.sleep(pause)
            pause = min(2 * pause, 10)

    def _client(self, service: str, props: dict[str, Any]) -> Any:
        return session(self._profile, props["region"], self._roles).client(service)


def _content_type(name: str) -> str:
    suffix = name[name.rfind(".") :]
    return CONTENT_TYPES.get(suffix, "text/plain; charset=utf-8")


def _put(s3: Any, bucket: str, key: str, body: bytes, content_type: str) -> None:
    s3.put_object(Bucket=bucket, Key=key, Body=body, ContentType=content_type, CacheControl=FOREVER)
