"""Archives become the same bytes whenever their files are the same."""

import io
import os
import zipfile
from pathlib import Path

import pulumi
import pytest

from local.provider import ProviderError
from local.provider.assets import asset_bytes, zip_bytes


def test_a_zip_holds_files_in_order_of_their_names_and_of_one_date(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("from a file")
    archive = pulumi.AssetArchive(
        {"pkg/b.txt": pulumi.FileAsset(tmp_path / "b.txt"), "a.txt": pulumi.StringAsset("text")}
    )
    with zipfile.ZipFile(io.BytesIO(zip_bytes(archive))) as zipped:
        assert zipped.namelist() == ["a.txt", "pkg/b.txt"]
        assert zipped.read("pkg/b.txt") == b"from a file"
        assert {entry.date_time for entry in zipped.infolist()} == {(1990, 1, 1, 0, 0, 0)}


def test_a_touched_file_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("same")
    before = zip_bytes(pulumi.FileArchive(str(tmp_path)))
    os.utime(tmp_path / "a", (1, 1))
    assert zip_bytes(pulumi.FileArchive(str(tmp_path))) == before


def test_a_zip_that_is_there_already_is_taken_as_it_is(tmp_path: Path) -> None:
    ready = tmp_path / "ready.zip"
    ready.write_bytes(zip_bytes(pulumi.AssetArchive({"a": pulumi.StringAsset("1")})))
    assert zip_bytes(pulumi.FileArchive(str(ready))) == ready.read_bytes()


def test_a_remote_asset_is_refused() -> None:
    with pytest.raises(ProviderError, match="not RemoteAsset"):
        asset_bytes(pulumi.RemoteAsset("https://example.com/a"))
