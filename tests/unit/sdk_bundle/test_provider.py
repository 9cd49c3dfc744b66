"""The dynamic provider: asks once per deployment, waits while the SDK isn't ready, stores by hash."""

import hashlib
import io
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from components.sdk_bundle import provider as provider_module
from components.sdk_bundle.provider import SdkBundleProvider
from tests.making import zipped

PROPS = {
    "rest_api_id": "abc",
    "stage_name": "v1",
    "deployment_id": "d1",
    "bucket": "site",
    "region": "us-east-2",
    "archive": "shop-sdk.zip",
    "version": "1",
}


def sdk_zip() -> bytes:
    readme = '<script src="apigClient.js"></script>'
    return zipped({"apiGateway-js-sdk/README.md": readme, "apiGateway-js-sdk/apigClient.js": "client"})


class Aws:
    """API Gateway and S3 as far as the provider goes: `errors` come before the SDK does."""

    def __init__(self, *errors: str) -> None:
        self.errors = list(errors)
        self.objects: dict[str, dict[str, Any]] = {}

    def get_sdk(self, **_: str) -> dict[str, Any]:
        if self.errors:
            raise ClientError({"Error": {"Code": self.errors.pop(0), "Message": "wait"}}, "GetSdk")
        return {"body": io.BytesIO(sdk_zip())}

    def put_object(self, **request: Any) -> None:
        self.objects[request["Key"]] = request

    def overwrite(self, key: str, content: bytes) -> None:
        self.objects[key] = {**self.objects[key], "Body": content}

    def get_paginator(self, _name: str) -> "Aws":
        return self

    def paginate(self, **request: str) -> list[dict[str, Any]]:
        found = {key: it for key, it in self.objects.items() if key.startswith(request["Prefix"])}
        digests = {
            key: hashlib.md5(it.get("Body", b""), usedforsecurity=False).hexdigest()
            for key, it in found.items()
        }
        return [{"Contents": [{"Key": key, "ETag": f'"{digest}"'} for key, digest in digests.items()]}]

    def delete_object(self, **request: str) -> None:
        del self.objects[request["Key"]]


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    taken: list[float] = []
    monkeypatch.setattr(provider_module.time, "sleep", taken.append)
    return taken


def provider_on(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> SdkBundleProvider:
    monkeypatch.setattr(SdkBundleProvider, "_client", lambda *_: aws)
    return SdkBundleProvider()


def test_the_bundle_is_stored_by_its_hash_unpacked_as_one_script_and_as_a_zip(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    aws = Aws()
    outs = provider_on(aws, monkeypatch).create(PROPS).outs
    assert outs is not None
    folder = f"sdk/{outs['sha256']}"
    files = ["apiGateway-js-sdk/README.md", "apiGateway-js-sdk/apigClient.js"]
    assert set(aws.objects) == {f"{folder}/{file}" for file in (*files, "shop-sdk.zip", "sdk.js")}
    assert outs["files"] == files
    assert outs["script"] == f"{folder}/sdk.js"
    script = aws.objects[outs["script"]]
    assert script["ContentType"] == "text/javascript; charset=utf-8"
    assert "immutable" in script["CacheControl"]


def test_an_sdk_that_is_not_ready_is_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    aws = Aws("NotFoundException", "TooManyRequestsException")
    assert provider_on(aws, monkeypatch).create(PROPS).outs
    assert pauses == [1.0, 2.0]


def test_a_refusal_is_not_asked_again(monkeypatch: pytest.MonkeyPatch, pauses: list[float]) -> None:
    with pytest.raises(ClientError, match="AccessDenied"):
        provider_on(Aws("AccessDeniedException"), monkeypatch).create(PROPS)
    assert pauses == []


def test_patience_ends(monkeypatch: pytest.MonkeyPatch, pauses: list[float]) -> None:
    clock = iter([0.0, 0.0, provider_module.PATIENCE_SECONDS])
    monkeypatch.setattr(provider_module.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(provider_module.time, "sleep", lambda _: None)
    with pytest.raises(ClientError, match="NotFound"):
        provider_on(Aws("NotFoundException", "NotFoundException"), monkeypatch).create(PROPS)


@pytest.mark.parametrize(
    ("change", "changes", "replaces"),
    [
        ({}, False, []),
        ({"__provider": "another pickle"}, False, []),
        ({"deployment_id": "d2"}, True, []),
        ({"version": "0"}, True, []),
        ({"bucket": "other"}, True, ["bucket"]),
    ],
)
def test_only_a_new_deployment_fetches_again(
    change: dict[str, str], changes: bool, replaces: list[str]
) -> None:
    olds = {**PROPS, "sha256": "x", "__provider": "a pickle"}
    diff = SdkBundleProvider().diff("id", olds, {**PROPS, **change})
    assert (diff.changes, diff.replaces) == (changes, replaces)


def test_an_update_returns_every_output_and_keeps_the_former_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    aws = Aws()
    aws.objects["sdk/former/apigClient.js"] = {}
    outs = provider_on(aws, monkeypatch).update("id", PROPS, {**PROPS, "deployment_id": "d2"}).outs
    assert outs is not None
    assert set(outs) == {*PROPS, "sha256", "zip", "files", "script", "faults"}
    assert "sdk/former/apigClient.js" in aws.objects


SCRIPT, ZIP = "apiGateway-js-sdk/apigClient.js", "shop-sdk.zip"


def test_a_bundle_that_nobody_touched_has_no_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    provider = provider_on(Aws(), monkeypatch)
    outs = provider.create(PROPS).outs or {}
    read = provider.read("id", outs)
    assert (read.id, read.outs) == ("id", outs)
    assert not provider.diff("id", outs, PROPS).changes


@pytest.mark.parametrize("file", ["apiGateway-js-sdk/README.md", SCRIPT, "sdk.js", ZIP])
@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda aws, key: aws.overwrite(key, b"evil"), "another file"),
        (lambda aws, key: aws.delete_object(Key=key), "missing"),
    ],
    ids=["overwritten", "deleted"],
)
def test_a_file_that_somebody_changed_is_a_fault_that_an_update_heals(
    file: str, harm: Callable[[Aws, str], None], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    aws = Aws()
    provider = provider_on(aws, monkeypatch)
    outs = provider.create(PROPS).outs or {}
    key = f"sdk/{outs['sha256']}/{file}"
    harm(aws, key)
    seen = provider.read("id", outs).outs or {}
    assert seen["faults"] == [f"{key} is {said}"]
    assert provider.diff("id", seen, PROPS).changes
    healed = provider.update("id", seen, PROPS).outs or {}
    assert healed == outs
    assert (provider.read("id", healed).outs or {})["faults"] == []


def test_another_sdk_of_the_stage_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    provider = provider_on(Aws(), monkeypatch)
    outs = provider.create(PROPS).outs or {}
    seen = provider.read("id", {**outs, "sha256": "of another SDK"}).outs or {}
    assert seen["faults"] == ["the stage has another SDK"]


def test_a_stage_that_is_gone_is_a_fault_at_once(
    monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    aws = Aws()
    provider = provider_on(aws, monkeypatch)
    outs = provider.create(PROPS).outs or {}
    aws.errors = ["NotFoundException"]
    assert (provider.read("id", outs).outs or {})["faults"] == ["the stage is gone"]
    assert pauses == []


def test_a_bundle_whose_bucket_is_gone_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    aws = Aws()
    provider = provider_on(aws, monkeypatch)
    outs = provider.create(PROPS).outs or {}

    def gone(**_: str) -> None:
        raise ClientError({"Error": {"Code": "NoSuchBucket"}}, "ListObjectsV2")

    monkeypatch.setattr(aws, "paginate", gone)
    assert provider.read("id", outs).id == ""


def test_delete_leaves_no_bundle_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    aws = Aws()
    provider = provider_on(aws, monkeypatch)
    provider.create(PROPS)
    aws.objects["index.html"] = {}
    provider.delete("id", PROPS)
    assert set(aws.objects) == {"index.html"}
