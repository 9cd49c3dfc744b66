"""The SDK's zip: read with checks, written so that the same files always give the same bytes."""

import hashlib
import io
import posixpath
import re
import zipfile
from dataclasses import dataclass

ENTRY_POINT = "apigClient.js"
README = "README.md"
SCRIPT = re.compile(r'<script [^>]*src="([^"]+)"')
LARGEST_BUNDLE = 20 * 1024 * 1024  # bytes unpacked; the JavaScript SDK of a small API has about 200 kB
EARLIEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


class InvalidSdkError(ValueError):
    """API Gateway sent something that is not an SDK for a page."""


@dataclass(frozen=True)
class SdkArchive:
    """The SDK's files by their names in the zip."""

    members: dict[str, bytes]

    @classmethod
    def read(cls, body: bytes) -> "SdkArchive":
        """Read API Gateway's zip.

        Raises InvalidSdkError for a body that isn't a zip, is too large, leaves its folder or has no apigClient.js.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                infos = [info for info in archive.infolist() if not info.is_dir()]
                if sum(info.file_size for info in infos) > LARGEST_BUNDLE:
                    raise InvalidSdkError(f"the SDK is larger than {LARGEST_BUNDLE} bytes unpacked")
                members = {_inside(info.filename): archive.read(info) for info in infos}
        except zipfile.BadZipFile as error:
            raise InvalidSdkError(f"API Gateway's SDK is not a zip: {error}") from error
        if not any(posixpath.basename(name) == ENTRY_POINT for name in members):
            raise InvalidSdkError(
                f"the SDK has no {ENTRY_POINT}: does the API offer a method other than ANY?"
            )
        return cls(dict(sorted(members.items())))

    def scripts(self) -> list[str]:
        """Return the scripts that a page must load, in order, relative to `root`, as the SDK's README lists them.

        They differ between versions of the SDK: in May 2024 `rollups/hmac-sha256.js` became `rollups/crypto-js.js`.
        Raises InvalidSdkError if the README lists none, or one that isn't in the SDK.
        """
        folder = f"{self.root()}/" if self.root() else ""
        scripts = SCRIPT.findall(self.members.get(folder + README, b"").decode(errors="replace"))
        missing = [script for script in scripts if folder + script not in self.members]
        if missing or ENTRY_POINT not in scripts:
            raise InvalidSdkError(
                f"the SDK's {README} lists {scripts}, missing are {missing or [ENTRY_POINT]}"
            )
        return scripts

    def as_one_script(self) -> bytes:
        """Return the scripts, in order, as one. A semicolon ends the last statement of each, and keeps the first one's
        "use strict" from applying to all."""
        folder = f"{self.root()}/" if self.root() else ""
        return b"".join(b";\n" + self.members[folder + script] + b"\n" for script in self.scripts())

    def zip(self) -> bytes:
        """Return the files as a zip that depends only on them: no dates, sorted names."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, content in self.members.items():
                info = zipfile.ZipInfo(name, EARLIEST_ZIP_DATE)
                info.external_attr = 0o644 << 16
                archive.writestr(info, content, zipfile.ZIP_DEFLATED)
        return buffer.getvalue()

    def sha256(self) -> str:
        """Return the zip's SHA-256, hexadecimal."""
        return hashlib.sha256(self.zip()).hexdigest()

    def root(self) -> str:
        """Return the folder of apigClient.js inside the zip, "" for the top."""
        entries = [name for name in self.members if posixpath.basename(name) == ENTRY_POINT]
        return posixpath.dirname(min(entries, key=len))


def _inside(name: str) -> str:
    normal = posixpath.normpath(name)
    if normal != name or name.startswith(("/", "..")) or "\\" in name:
        raise InvalidSdkError(f"the SDK holds a file outside its folder: {name!r}")
    return name
