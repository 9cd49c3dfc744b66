"""Bytes of Pulumi's assets and archives."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pulumi

from local.provider.errors import ProviderError

ZIP_TIME = (1990, 1, 1, 0, 0, 0)  # as in the engine's archives, so that the same files give the same bytes


def asset_bytes(asset: Any) -> bytes:
    """Return an asset's content; ProviderError for a remote asset, which isn't supported."""
    if isinstance(asset, pulumi.FileAsset):
        return Path(asset.path).read_bytes()
    if isinstance(asset, pulumi.StringAsset):
        return asset.text.encode()
    raise ProviderError(f"the stand-in provider reads file and string assets, not {type(asset).__name__}")


def zip_bytes(archive: Any) -> bytes:
    """Return an archive as a zip, with files sorted by name and the same date."""
    if isinstance(archive, pulumi.FileArchive) and zipfile.is_zipfile(archive.path):
        return Path(archive.path).read_bytes()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in sorted(_members(archive, "")):
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(entry, content)
    return buffer.getvalue()


def marked(value: Any) -> Any:
    """Return inputs in a form that can be compared and stored: assets and archives as digests."""
    if isinstance(value, dict):
        return {name: marked(item) for name, item in value.items()}
    if isinstance(value, list):
        return [marked(item) for item in value]
    if isinstance(value, pulumi.Archive):
        return hashlib.sha256(zip_bytes(value)).hexdigest()
    if isinstance(value, pulumi.Asset):
        return hashlib.sha256(asset_bytes(value)).hexdigest()
    return value


def _members(part: Any, path: str) -> Iterator[tuple[str, bytes]]:
    if isinstance(part, pulumi.AssetArchive):
        for name, member in part.assets.items():
            yield from _members(member, f"{path}/{name}" if path else name)
    elif isinstance(part, pulumi.FileArchive):
        root = Path(part.path)
        for file in root.rglob("*"):
            if file.is_file():
                inner = file.relative_to(root).as_posix()
                yield (f"{path}/{inner}" if path else inner), file.read_bytes()
    else:
        yield path, asset_bytes(part)
