"""Join spoken MP3s into one that every player measures right.

A part may open with an ID3v2 tag and with an Xing or Info frame, which tells the length of that part alone. In a
joined file a tag in the middle is noise, and such a frame makes players stop early: both are left out.
Source: www.mp3-tech.org/programmer/frame_header.html, id3.org/id3v2.4.0-structure
"""

from collections.abc import Iterable

from handlers.errors import TellableError

_MPEG1 = 3  # of the header's version bits; 2 is MPEG 2 and 0 is MPEG 2.5
_KBITS_MPEG1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBITS_MPEG2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_INFO_OFFSETS = (13, 21, 36)  # after the header and the side information of 9, 17 or 32 bytes
_ID3_HEADER_BYTES = 10


class NotMp3Error(TellableError):
    """The bytes don't start with a frame of MPEG layer III."""


def join(parts: Iterable[bytes]) -> bytes:
    """Return the parts' sound, one after the other, as one MP3.

    The parts must have the same sample rate and number of channels. Raises NotMp3Error.
    """
    return b"".join(_sound(part) for part in parts)


def _sound(mp3: bytes) -> bytes:
    frames = mp3[_id3_bytes(mp3) :]
    length = _frame_bytes(frames)
    is_info = any(frames[offset : offset + 4] in (b"Xing", b"Info") for offset in _INFO_OFFSETS)
    return frames[length:] if is_info else frames


def _id3_bytes(mp3: bytes) -> int:
    if not mp3.startswith(b"ID3") or len(mp3) < _ID3_HEADER_BYTES:
        return 0
    size = 0
    for byte in mp3[6:10]:  # seven bits each
        size = size << 7 | byte & 0x7F
    return _ID3_HEADER_BYTES + size


def _frame_bytes(frames: bytes) -> int:
    """Return the length of the first frame."""
    header = int.from_bytes(frames[:4])
    version, layer = header >> 19 & 3, header >> 17 & 3
    bitrate, rate, padding = header >> 12 & 15, header >> 10 & 3, header >> 9 & 1
    if header >> 21 != 0x7FF or version not in _SAMPLE_RATES or layer != 1:  # noqa: PLR2004 (the sync bits)
        raise NotMp3Error("no frame of MPEG layer III at the start")
    if not 1 <= bitrate < len(_KBITS_MPEG1) or rate >= len(_SAMPLE_RATES[version]):
        raise NotMp3Error("a frame without a bit rate or sample rate")
    kbits = _KBITS_MPEG1 if version == _MPEG1 else _KBITS_MPEG2
    samples_per_byte = 144 if version == _MPEG1 else 72
    return samples_per_byte * kbits[bitrate] * 1000 // _SAMPLE_RATES[version][rate] + padding
