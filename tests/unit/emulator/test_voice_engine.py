"""The voice itself, measured. It speaks in the emulator's environment, in a process of its own."""

import base64
import json
from typing import Any

import pytest

from handlers.mp3 import join
from local.environments import EMULATOR
from tests.running import told_by_emulators_python
from tests.sound import frames, seconds

NAME = "Kim,"
SENTENCE = "thank you for your order - it will be ready for pickup in 15 minutes"
LOUD, SILENT = 1000, 10  # root mean square, of 32,768

pytestmark = pytest.mark.skipif(
    not EMULATOR.is_ready(), reason="the emulator's environment is missing: run `make setup`"
)


def probe(*jobs: list[Any]) -> list[Any]:
    """Run functions of voice_probe.py and return their answers."""
    return told_by_emulators_python("tests.unit.emulator.voice_probe", given=json.dumps(jobs))


def mp3_of(spoken: dict[str, Any]) -> bytes:
    return base64.b64decode(spoken["mp3"])


def test_a_sentence_is_heard_and_a_name_is_shorter() -> None:
    name, sentence = probe(["spoken", NAME], ["spoken", SENTENCE])
    assert 0.3 < name["seconds"] < 1
    assert 2 < sentence["seconds"] < 6
    assert min(name["level"], sentence["level"]) > LOUD


def test_a_woman_sounds_higher_than_a_man() -> None:
    woman, man = probe(["pitch", SENTENCE, "en-us+f2"], ["pitch", SENTENCE, "en+m3"])
    assert 80 < man < 150 < woman < 260


def test_every_voice_of_polly_speaks() -> None:
    (levels,) = probe(["every_voice"])
    assert len(levels) > 90
    assert min(levels.values()) > LOUD, levels


def test_the_mp3_is_frames_of_one_bit_rate_that_last_as_long_as_the_speech() -> None:
    rates = (8000, 16000, 22050, 24000, 44100, 48000)
    for rate, spoken in zip(
        rates, probe(*(["spoken", SENTENCE, "en-us+f2", rate] for rate in rates)), strict=True
    ):
        mp3 = mp3_of(spoken)
        assert {(frame.kbits, frame.sample_rate, frame.channels) for frame in frames(mp3)} == {(48, rate, 1)}
        assert seconds(mp3) == pytest.approx(spoken["seconds"], abs=0.25)  # LAME fills up frames at both ends
        assert not any(mark in mp3[:64] for mark in (b"Xing", b"Info", b"ID3"))


def test_the_shop_joins_a_name_and_a_phrase_without_losing_any() -> None:
    parts = [mp3_of(spoken) for spoken in probe(["spoken", NAME], ["spoken", SENTENCE])]
    assert seconds(join(parts)) == pytest.approx(sum(seconds(part) for part in parts))


def test_what_has_no_words_is_a_short_silence() -> None:
    for spoken in probe(*(["spoken", text] for text in ("", "   ", "\n", "\x00", "\ue000", "\ud800"))):
        assert spoken["seconds"] < 0.2
        assert spoken["level"] < SILENT
        assert frames(mp3_of(spoken))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("\x01400S thank you for your order", "400S thank you for your order"),  # a command: twice the speed
        ("one\x00two three four five", "one two three four five"),  # the end of a C string
        ("[[h@loU]] hello hello", "h@loU hello hello"),  # phonemes
        ("<audio> thank you <break/>", "audio thank you break"),  # a tag
    ],
)
def test_text_is_spoken_and_never_obeyed(text: str, plain: str) -> None:
    marked, unmarked = probe(["spoken", text], ["spoken", plain])
    assert marked["seconds"] >= unmarked["seconds"] - 0.05


def test_a_speech_leaves_nothing_behind_for_the_next() -> None:
    ask = ["pitch", SENTENCE, "en-us+f2"]
    first, _, _, again = probe(ask, ["spoken", SENTENCE, "de+m3"], ["refused", "xx+f2"], ask)
    assert again == pytest.approx(first, rel=0.1)


def test_threads_do_not_speak_over_each_other() -> None:
    texts = [SENTENCE if at % 2 else NAME for at in range(16)]
    (name,), (sentence,), together = probe(["at_once", [NAME]], ["at_once", [SENTENCE]], ["at_once", texts])
    assert together == pytest.approx([sentence if text is SENTENCE else name for text in texts], abs=0.05)


def test_a_voice_that_is_not_there_is_named() -> None:
    assert probe(["refused", "xx+f2"]) == ["espeak-ng has no voice xx+f2"]


def test_data_that_lie_deep_are_found() -> None:
    (spoken,) = probe(["deep"])
    assert spoken["level"] > LOUD
