"""What is in an MP3: its frames, read from their headers.

Source: www.mp3-tech.org/programmer/frame_header.html
"""

from dataclasses import dataclass

_KBITS = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_MPEG1 = 3


@dataclass(frozen=True)
class Frame:
    """One frame. kbits: per second; sample_rate: in Hz."""

    kbits: int
    sample_rate: int
    samples: int
    channels: int


def frames(mp3: bytes) -> list[Frame]:
    """Return the frames of an MP3; AssertionError for anything between, before or behind them."""
    found: list[Frame] = []
    position = 0
    while position < len(mp3):
        header = int.from_bytes(mp3[position : position + 4])
        version = header >> 19 & 3
        assert header >> 21 == 0x7FF, f"no frame at byte {position}"
        assert header >> 17 & 3 == 1, "not layer III"
        frame = Frame(
            kbits=_KBITS[max(version, 2)][header >> 12 & 15],
            sample_rate=_RATES[version][header >> 10 & 3],
            samples=1152 if version == _MPEG1 else 576,
            channels=1 if header >> 6 & 3 == 3 else 2,
        )
        found.append(frame)
        position += frame.samples // 8 * frame.kbits * 1000 // frame.sample_rate + (header >> 9 & 1)
    assert position == len(mp3), "the last frame is cut off"
    return found


def seconds(mp3: bytes) -> float:
    """Return how long an MP3 lasts."""
    return sum(frame.samples / frame.sample_rate for frame in frames(mp3))
