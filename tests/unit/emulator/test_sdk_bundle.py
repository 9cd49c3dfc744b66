"""The zip that the emulator's GetSdk answers."""

import io
import re
import zipfile

from local.emulator.sdk import bundle
from local.emulator.sdk.operations import Operation

ROOT_GET = Operation("GET", "/", (), (), ("executionArn",))
URL = "http://localhost:4566/_aws/execute-api/abc/v1"


def files(operations: list[Operation]) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(bundle.archive(operations, URL))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_files_are_those_of_aws() -> None:
    assert {name.removeprefix("apiGateway-js-sdk/") for name in files([ROOT_GET])} == {
        "apigClient.js",
        "lib/axios/dist/axios.standalone.js",
        "lib/CryptoJS/rollups/crypto-js.js",
        "lib/CryptoJS/rollups/sha256.js",
        "lib/CryptoJS/components/hmac.js",
        "lib/CryptoJS/components/enc-base64.js",
        "lib/url-template/url-template.js",
        "lib/apiGatewayCore/sigV4Client.js",
        "lib/apiGatewayCore/simpleHttpClient.js",
        "lib/apiGatewayCore/utils.js",
        "lib/apiGatewayCore/apiGatewayClient.js",
        "README.md",
        "CHANGELOG.md",
    }


def test_an_api_with_nothing_but_any_has_no_client() -> None:
    without = {"apiGateway-js-sdk/apigClient.js"}
    assert files([]).keys() == files([ROOT_GET]).keys() - without


def test_the_same_api_is_the_same_zip_at_any_time() -> None:
    body = bundle.archive([ROOT_GET], URL)
    assert body == bundle.archive([ROOT_GET], URL) != bundle.archive([ROOT_GET], f"{URL}2")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert {info.date_time for info in archive.infolist()} == {bundle.EARLIEST_ZIP_DATE}


def test_the_readme_lists_every_script() -> None:
    held = files([ROOT_GET])
    listed = re.findall(r'src="([^"]+)"', held["apiGateway-js-sdk/README.md"])
    assert {f"apiGateway-js-sdk/{name}" for name in listed} == {name for name in held if name.endswith(".js")}


def test_names_from_the_api_cannot_leave_their_strings() -> None:
    nasty = Operation("GET", '/a"+alert(1)+"', (), ('x"y',), ())
    client = bundle.client([nasty], URL)
    assert r'uritemplate("/a\"+alert(1)+\"")' in client
    assert r'["x\"y"]' in client
