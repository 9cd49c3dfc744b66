"""Tiny MP3s for tests: frames of the rate that the shop asks for, with nothing in them but a mark."""

FRAME_BYTES = 156  # 72 * 48,000 bit/s // 22,050 Hz


def frame(mark: bytes = b"", offset: int = 4) -> bytes:
    """Return a frame of MPEG 2 layer III, 48 kbit/s, 22,050 Hz, mono, with `mark` at `offset`."""
    return (b"\xff\xf3\x60\xc0".ljust(offset, b"\0") + mark).ljust(FRAME_BYTES, b"\0")


def id3(content: bytes) -> bytes:
    """Return an ID3v2.4 tag around `content`."""
    size = bytes(len(content) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x04\x00\x00" + size + content
