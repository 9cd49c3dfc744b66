"""The deployer's credentials: who can read them, and whether AWS's tools do."""

import os
import stat
from pathlib import Path

import boto3
import pytest

from local.credentials import AwsFiles, Credentials
from local.errors import LocalRunError

URL = "http://127.0.0.1:4566"
SETTINGS = ("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_each_run_has_a_key_and_a_secret_of_its_own_and_shows_neither() -> None:
    one, other = Credentials.new(), Credentials.new()
    assert one.access_key != other.access_key
    assert one.secret_key != other.secret_key
    assert len(one.secret_key) >= 40
    assert one.secret_key not in repr(one)


def test_two_files_are_all_that_awss_tools_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, who = AwsFiles(tmp_path), Credentials.new()
    files.write(who, URL, "us-east-2")
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(files.credentials))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(files.config))
    session = boto3.Session()
    found = session.get_credentials()
    assert (found.access_key, found.secret_key) == (who.access_key, who.secret_key)
    assert session.client("iam").meta.endpoint_url == URL
    assert session.region_name == "us-east-2"


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_nobody_else_can_read_them_at_any_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, umask: int
) -> None:
    """Whatever the umask, whatever was there before, and while they're being written, too."""
    files, seen = AwsFiles(tmp_path), []
    files.directory.mkdir(0o755)
    files.credentials.write_text("readable")
    files.credentials.chmod(0o644)
    opened = os.fdopen

    def watched(descriptor: int, how: str) -> object:
        seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode) | mode(files.directory) & 0o077)
        return opened(descriptor, how)

    monkeypatch.setattr(os, "fdopen", watched)
    before = os.umask(umask)
    try:
        files.write(Credentials.new(), URL, "us-east-2")
    finally:
        os.umask(before)
    assert len(seen) == 2
    assert not any(each & 0o077 for each in seen)
    assert mode(files.directory) == 0o700


def test_a_link_that_somebody_left_there_is_not_followed(tmp_path: Path) -> None:
    files, elsewhere = AwsFiles(tmp_path), tmp_path / "elsewhere"
    files.directory.mkdir()
    files.credentials.symlink_to(elsewhere)
    files.write(Credentials.new(), URL, "us-east-2")
    assert not elsewhere.exists()
    assert not files.credentials.is_symlink()


def test_a_folder_that_cannot_be_had_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "aws").write_text("a file")
    with pytest.raises(LocalRunError, match="credentials cannot be written to"):
        AwsFiles(tmp_path).write(Credentials.new(), URL, "us-east-2")


def test_they_can_be_removed_also_where_there_are_none(tmp_path: Path) -> None:
    files = AwsFiles(tmp_path)
    files.remove()
    files.write(Credentials.new(), URL, "us-east-2")
    files.remove()
    assert list(files.directory.iterdir()) == []
