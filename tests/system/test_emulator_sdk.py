"""GetSdk of the emulator, and the bundle that the deployment made of it."""

import hashlib
import io
import json
import re
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.running import RunningShop

FOLDER = "apiGateway-js-sdk"


def fetch(shop: RunningShop, **changes: str) -> dict[str, Any]:
    """Return GetSdk's answer for the shop's stage, with its body read."""
    api, stage = shop.stage_url.rstrip("/").split("/")[-2:]
    asked = {"restApiId": api, "stageName": stage, "sdkType": "javascript"} | changes
    answer = shop.client("apigateway").get_sdk(**asked)
    with closing(answer["body"]) as body:
        return {**answer, "body": body.read()}


def files(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def downloaded(url: str) -> bytes:
    with urllib.request.urlopen(url) as answer:
        return answer.read()


def test_the_sdk_is_a_zip_whose_client_calls_the_stage(shop: RunningShop) -> None:
    answer = fetch(shop)
    assert answer["contentType"] == "application/octet-stream"
    assert re.fullmatch(r'attachment; filename=".+\.zip"', answer["contentDisposition"])
    client = files(answer["body"])[f"{FOLDER}/apigClient.js"].decode()
    assert f'invokeUrl = "{shop.stage_url}"' in client
    assert re.findall(r"apigClient\.(\w+) = function", client) == ["rootGet", "rootOptions", "rootPost"]
    assert 'assertParametersDefined(params, ["executionArn"]' in client


def test_the_sdk_of_one_deployment_is_always_the_same(shop: RunningShop) -> None:
    assert fetch(shop)["body"] == fetch(shop)["body"]


def test_the_bundle_is_the_sdk_and_what_the_output_says(shop: RunningShop) -> None:
    bundle = shop.outputs["sdkBundle"]
    body = downloaded(bundle["url"])
    assert hashlib.sha256(body).hexdigest() == bundle["sha256"]
    assert bundle["sdkType"] == "javascript"
    assert sorted(bundle["files"]) == sorted(files(body))
    assert files(body) == files(fetch(shop)["body"])


def test_every_file_lies_unpacked_beside_the_zip(shop: RunningShop) -> None:
    folder = shop.outputs["sdkBundle"]["url"].rpartition("/")[0]
    for name, content in files(fetch(shop)["body"]).items():
        assert downloaded(f"{folder}/{name}") == content


def test_the_page_loads_the_scripts_that_the_readme_lists_as_one(shop: RunningShop) -> None:
    members = files(fetch(shop)["body"])
    scripts = re.findall(r'src="([^"]+)"', members[f"{FOLDER}/README.md"].decode())
    config = json.loads(downloaded(f"{shop.website_url}/config.json"))
    one = downloaded(f"{shop.website_url}/{config['sdk']['script']}")
    places = [one.index(members[f"{FOLDER}/{script}"]) for script in scripts]
    assert places == sorted(places) != []


@pytest.fixture(name="changed_api")
def _changed_api(shop: RunningShop) -> Iterator[str]:
    """An API with `GET /` deployed as stage v1 and `POST /` added since."""
    gateway = shop.client("apigateway")
    api = gateway.create_rest_api(name="changed")
    root = {"restApiId": api["id"], "resourceId": api["rootResourceId"]}
    gateway.put_method(**root, httpMethod="GET", authorizationType="NONE")
    gateway.put_integration(**root, httpMethod="GET", type="MOCK")
    gateway.create_deployment(restApiId=api["id"], stageName="v1")
    gateway.put_method(**root, httpMethod="POST", authorizationType="NONE")
    yield api["id"]
    gateway.delete_rest_api(restApiId=api["id"])


def test_the_sdk_offers_what_is_deployed_not_what_changed_since(shop: RunningShop, changed_api: str) -> None:
    client = files(fetch(shop, restApiId=changed_api, stageName="v1")["body"])[f"{FOLDER}/apigClient.js"]
    assert re.findall(r"apigClient\.(\w+) = function", client.decode()) == ["rootGet"]


@pytest.mark.parametrize(
    ("changes", "code", "status"),
    [
        ({"restApiId": "nope"}, "NotFoundException", 404),
        ({"stageName": "nope"}, "NotFoundException", 404),
        ({"sdkType": "ruby"}, "BadRequestException", 400),
    ],
)
def test_what_there_is_no_sdk_for_is_refused_as_aws_does(
    shop: RunningShop, changes: dict[str, str], code: str, status: int
) -> None:
    with pytest.raises(ClientError) as refused:
        fetch(shop, **changes)
    assert refused.value.response["Error"]["Code"] == code
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
