"""The dynamic provider: asks once per deployment, waits while the SDK isn't ready, stores by hash."""

import io
import zipfile
from typing import Any

import pytest
from botocore.exceptions import ClientError

from components.sdk_bundle import provider as provider_module
from components.sdk_bundle.provider import SdkBundleProvider

PROPS = {
    "rest_api_id": "abc",
    "stage_name": "v1",
    "deployment_id": "d1",
    "bucket": "site",
    "region": "us-east-2",
    "version": "1",
}


def sdk_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("apiGateway-js-sdk/README.md", '<script src="apigClient.js"></script>')
        archive.writestr("apiGateway-js-sdk/apigClient.js", "client")
    return buffer.getvalue()


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

    def get_paginator(self, _name: str) -> "Aws":
        return self

    def paginate(self, **request: str) -> list[dict[str, Any]]:
        return [{"Contents": [{"Key": key} for key in self.objects if key.startswith(request["Prefix"])]}]

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
    assert set(aws.objects) == {f"{folder}/{file}" for file in (*files, "gopizza-sdk.zip", "sdk.js")}
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
    monkeypatch.setattr(provider_module, "PATIENCE_SECONDS", 0)
    with pytest.raises(ClientError, match="NotFound"):
        provider_on(Aws("NotFoundException"), monkeypatch).create(PROPS)


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
    assert set(outs) == {*PROPS, "sha256", "zip", "files", "script"}
    assert "sdk/former/apigClient.js" in aws.objects


def test_delete_leaves_no_bundle_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    aws = Aws()
    provider = provider_on(aws, monkeypatch)
    provider.create(PROPS)
    aws.objects["index.html"] = {}
    provider.delete("id", PROPS)
    assert set(aws.objects) == {"index.html"}
