"""The dynamic provider of the SDK bundle: gets the SDK from API Gateway and stores it in S3.

Pulumi pickles it by reference and runs it in another process, so it must not depend on the program's state.
Source: www.pulumi.com/docs/iac/concepts/providers/dynamic-providers/
"""

import hashlib
import json
import time
from collections.abc import Sequence
from typing import Any

from botocore.exceptions import ClientError
from pulumi.dynamic import (
    ConfigureRequest,
    CreateResult,
    DiffResult,
    ReadResult,
    ResourceProvider,
    UpdateResult,
)

from components.sdk_bundle.archive import SdkArchive
from components.sdk_bundle.sessions import session

SDK_TYPE = "javascript"
# Part of the inputs: the code below is pickled by reference, so only this shows the engine that it has changed.
VERSION = "4"
FOLDER = "sdk"
FOREVER = "public, max-age=31536000, immutable"  # the folder's name holds the content's hash
INPUTS = ("rest_api_id", "stage_name", "deployment_id", "bucket", "region", "archive", "version")
OUTPUTS = ("sha256", "zip", "files", "script", "faults")
ONE_FILE = "sdk.js"  # all scripts of the SDK, as a page loads them
# It isn't documented whether an SDK is available as soon as its stage exists: after these errors, try again.
NOT_READY = {"NotFoundException", "ConflictException", "TooManyRequestsException"}
PATIENCE_SECONDS = 60
CONTENT_TYPES = {".js": "text/javascript; charset=utf-8", ".md": "text/markdown; charset=utf-8"}


class SdkBundleProvider(ResourceProvider):
    """Stores one generated SDK in one bucket. Needs `apigateway:GET` on the stage's `sdks/javascript` and,
    on the bucket, s3:PutObject, s3:ListBucket and s3:DeleteObject.

    Source: docs.aws.amazon.com/apigateway/latest/api/API_GetSdk.html
    """

    serialize_as_secret_always = False  # it holds no secret
    _profile: str | None = None
    _roles: Sequence[dict[str, Any]] = ()

    def configure(self, req: ConfigureRequest) -> None:
        """Take the profile and the roles from the AWS provider's settings, so that both use the same credentials."""
        self._profile = req.config.get("aws:profile")
        self._roles = json.loads(req.config.get("aws:assumeRoles") or "[]")

    def create(self, props: dict[str, Any]) -> CreateResult:
        """Fetch the SDK and store it; raises InvalidSdkError, or ClientError as AWS sent it."""
        return CreateResult(f"{props['rest_api_id']}/{props['stage_name']}", self._store(props))

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        """Compare the inputs, and the faults that `read` found, but not the pickled provider, which differs between
        versions of Pulumi."""
        changed = [name for name in INPUTS if _olds.get(name) != _news.get(name)]
        moved = [name for name in changed if name in {"bucket", "region"}]
        return DiffResult(changes=bool(changed or _olds.get("faults")), replaces=moved)

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        """Say in `faults` how the stored files differ from the stage's current SDK; no id if the bucket is gone.

        Source: docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html (an ETag is the MD5 digest of what was put)
        """
        try:
            return ReadResult(id_, {**props, "faults": self._faults(props)})
        except ClientError as error:
            if error.response["Error"]["Code"] != "NoSuchBucket":
                raise
            return ReadResult("", dict(props))

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        """Fetch again. The previous bundle stays until the stack is destroyed: open pages still load it."""
        return UpdateResult(self._store(_news))

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        """Remove every bundle that this stack ever stored."""
        s3 = self._client("s3", _props)
        for key in self._stored(_props):
            s3.delete_object(Bucket=_props["bucket"], Key=key)

    def _stored(self, props: dict[str, Any]) -> dict[str, str]:
        """Return the MD5 digest of every object of every bundle, by its key."""
        pages = self._client("s3", props).get_paginator("list_objects_v2")
        found = pages.paginate(Bucket=props["bucket"], Prefix=f"{FOLDER}/")
        return {it["Key"]: it["ETag"].strip('"') for page in found for it in page.get("Contents", [])}

    def _faults(self, props: dict[str, Any]) -> list[str]:
        stored = self._stored(props)
        try:
            archive = SdkArchive.read(self._fetch(props, patience_seconds=0))
        except ClientError as error:
            if error.response["Error"]["Code"] != "NotFoundException":
                raise
            return ["the stage is gone"]
        if archive.sha256() != props["sha256"]:
            return ["the stage has another SDK"]
        return [
            f"{key} is {'another file' if key in stored else 'missing'}"
            for key, (content, _) in _objects(archive, props).items()
            if stored.get(key) != hashlib.md5(content, usedforsecurity=False).hexdigest()
        ]

    def _store(self, props: dict[str, Any]) -> dict[str, Any]:
        archive = SdkArchive.read(self._fetch(props))
        s3 = self._client("s3", props)
        for key, (content, media_type) in _objects(archive, props).items():
            s3.put_object(
                Bucket=props["bucket"], Key=key, Body=content, ContentType=media_type, CacheControl=FOREVER
            )
        return {
            **{name: props[name] for name in INPUTS},
            "sha256": archive.sha256(),
            "zip": f"{_folder(archive)}/{props['archive']}",
            "files": list(archive.members),
            "script": f"{_folder(archive)}/{ONE_FILE}",
            "faults": [],
        }

    def _fetch(self, props: dict[str, Any], patience_seconds: float = PATIENCE_SECONDS) -> bytes:
        client = self._client("apigateway", props)
        give_up = time.monotonic() + patience_seconds
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


def _folder(archive: SdkArchive) -> str:
    return f"{FOLDER}/{archive.sha256()}"


def _objects(archive: SdkArchive, props: dict[str, Any]) -> dict[str, tuple[bytes, str]]:
    """Return the content and media type of everything to store, by key."""
    stored = {name: (content, _content_type(name)) for name, content in archive.members.items()}
    stored |= {
        props["archive"]: (archive.zip(), "application/zip"),
        ONE_FILE: (archive.as_one_script(), CONTENT_TYPES[".js"]),
    }
    return {f"{_folder(archive)}/{name}": it for name, it in stored.items()}
