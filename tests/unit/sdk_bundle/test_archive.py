"""The SDK's zip: the same files make the same bytes, and nothing in it can reach out of its folder."""

import io
import zipfile

import pytest

from components.sdk_bundle.archive import InvalidSdkError, SdkArchive


def zipped(
    members: dict[str, str], date: tuple[int, int, int, int, int, int] = (2026, 1, 1, 0, 0, 0)
) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, date), content)
    return buffer.getvalue()


SDK = {"apiGateway-js-sdk/lib/axios.js": "axios", "apiGateway-js-sdk/apigClient.js": "client"}


def test_the_same_files_have_the_same_hash_whenever_they_were_zipped() -> None:
    turned = dict(reversed(SDK.items()))
    first, second = SdkArchive.read(zipped(SDK)), SdkArchive.read(zipped(turned, (2020, 5, 5, 5, 5, 4)))
    assert first.zip() == second.zip()
    assert first.sha256() == second.sha256()


def test_another_file_content_is_another_hash() -> None:
    changed = {**SDK, "apiGateway-js-sdk/apigClient.js": "other"}
    assert SdkArchive.read(zipped(SDK)).sha256() != SdkArchive.read(zipped(changed)).sha256()


def test_the_stored_zip_holds_what_api_gateway_sent() -> None:
    with zipfile.ZipFile(io.BytesIO(SdkArchive.read(zipped(SDK)).zip())) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == SDK


@pytest.mark.parametrize(
    ("entry", "root"),
    [("apigClient.js", ""), ("apiGateway-js-sdk/apigClient.js", "apiGateway-js-sdk")],
)
def test_the_client_is_found_at_the_top_or_in_its_folder(entry: str, root: str) -> None:
    assert SdkArchive.read(zipped({entry: "client"})).root() == root


def with_readme(*scripts: str) -> SdkArchive:
    readme = "".join(f'<script type="text/javascript" src="{script}"></script>' for script in scripts)
    return SdkArchive.read(zipped({**SDK, "apiGateway-js-sdk/README.md": readme}))


def test_the_scripts_are_those_of_the_readme_in_its_order() -> None:
    assert with_readme("lib/axios.js", "apigClient.js").scripts() == ["lib/axios.js", "apigClient.js"]


def test_as_one_script_each_keeps_its_own_strictness_and_end() -> None:
    members = {"README.md": '<script src="a.js"></script><script src="apigClient.js"></script>'}
    sdk = SdkArchive.read(zipped({**members, "a.js": '"use strict"; a()', "apigClient.js": "(b)()"}))
    assert sdk.as_one_script().decode() == ';\n"use strict"; a()\n;\n(b)()\n'


@pytest.mark.parametrize("scripts", [(), ("lib/axios.js",), ("lib/gone.js", "apigClient.js")])
def test_scripts_that_cannot_be_loaded_are_refused_at_deploy_time(scripts: tuple[str, ...]) -> None:
    with pytest.raises(InvalidSdkError, match=r"README\.md lists"):
        with_readme(*scripts).scripts()


@pytest.mark.parametrize("name", ["../evil.js", "/etc/passwd", "a/../../evil.js"])
def test_a_file_outside_its_folder_is_refused(name: str) -> None:
    with pytest.raises(InvalidSdkError, match="outside its folder"):
        SdkArchive.read(zipped({**SDK, name: "evil"}))


def test_an_sdk_without_its_client_is_refused() -> None:
    with pytest.raises(InvalidSdkError, match=r"has no apigClient\.js"):
        SdkArchive.read(zipped({"README.md": "hello"}))


def test_what_is_no_zip_is_refused() -> None:
    with pytest.raises(InvalidSdkError, match="not a zip"):
        SdkArchive.read(b"<html>busy</html>")


def test_a_zip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("components.sdk_bundle.archive.LARGEST_BUNDLE", 5)
    with pytest.raises(InvalidSdkError, match="larger than 5 bytes"):
        SdkArchive.read(zipped(SDK))
