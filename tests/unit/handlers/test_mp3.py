"""Joined MP3s: all of the sound and nothing that lies about its length."""

import pytest

from handlers.mp3 import NotMp3Error, join
from tests.unit.handlers.mp3_frames import frame, id3

NAME, PHRASE = frame(b"name"), frame(b"phrase")


def test_sound_is_joined_in_order() -> None:
    assert join([NAME * 3, PHRASE * 2]) == NAME * 3 + PHRASE * 2


@pytest.mark.parametrize("mark", [b"Xing", b"Info"])
@pytest.mark.parametrize("offset", [13, 21, 36])
def test_frames_that_tell_a_parts_length_are_left_out(mark: bytes, offset: int) -> None:
    length_of_one_part = frame(mark, offset)
    assert join([length_of_one_part + NAME, length_of_one_part + PHRASE]) == NAME + PHRASE


def test_tags_are_left_out_however_long() -> None:
    assert join([id3(b"x" * 300) + NAME, id3(b"") + PHRASE]) == NAME + PHRASE


def test_a_padded_info_frame_is_left_out_with_its_padding() -> None:
    padded = bytearray(frame(b"Info", 13) + b"\0")
    padded[2] |= 0b10
    assert join([bytes(padded) + NAME]) == NAME


def test_an_info_frame_of_mpeg_1_is_measured_by_its_own_tables() -> None:
    length = 144 * 128_000 // 44_100
    info = (b"\xff\xfb\x90\xc0".ljust(21, b"\0") + b"Xing").ljust(length, b"\0")
    assert join([info + NAME]) == NAME


@pytest.mark.parametrize(
    "other",
    [
        b"",
        b"\xff\xf3",
        b"RIFF" * 40,
        id3(b"x") + b"RIFF" * 40,
        b"\xff\xf3\xf0\xc0" * 40,
        b"\xff\xf3\x6c\xc0" * 40,
        b"\xff\xf5\x60\xc0" * 40,
    ],
    ids=["empty", "cut", "wave", "wave behind a tag", "no bit rate", "no sample rate", "layer II"],
)
def test_what_is_no_mp3_is_refused(other: bytes) -> None:
    with pytest.raises(NotMp3Error):
        join([NAME, other])
