"""Runs in the emulator's environment: speaks, and prints as JSON what came out. See test_voice_engine.py."""

import base64
import concurrent.futures
import json
import math
import sys
import tempfile
from pathlib import Path
from typing import Any

from local.emulator.voice import espeak, mp3

LOUD = 1500  # of 32,768: where a vowel is, and so a pitch
WINDOW = 2048  # samples, 93 ms
LOWEST_PITCH, HIGHEST_PITCH = 60, 400  # Hz


def levels(samples: memoryview) -> float:
    """Return the root mean square, of 32,768."""
    return math.sqrt(sum(sample * sample for sample in samples) / max(1, len(samples)))


def pitch(text: str, voice: str) -> float:
    """Return the median fundamental frequency of a text in Hz, by autocorrelation."""
    samples = memoryview(espeak.speak(text, voice)).cast("h")
    windows = [samples[at : at + WINDOW] for at in range(0, len(samples) - WINDOW, WINDOW)]
    found = sorted(_pitch_of(window) for window in windows if levels(window) > LOUD)
    return found[len(found) // 2]


def _pitch_of(window: memoryview) -> float:
    half = len(window) // 2

    def likeness(lag: int) -> int:
        return sum(window[at] * window[at + lag] for at in range(0, half, 2))

    lags = range(espeak.SAMPLE_RATE // HIGHEST_PITCH, espeak.SAMPLE_RATE // LOWEST_PITCH)
    return espeak.SAMPLE_RATE / max(lags, key=likeness)


def spoken(text: str, voice: str = "en-us+f2", rate: int = espeak.SAMPLE_RATE) -> dict[str, Any]:
    """Return what one text sounds like."""
    sound = espeak.speak(text, voice)
    samples = memoryview(sound).cast("h")
    return {
        "seconds": len(samples) / espeak.SAMPLE_RATE,
        "level": levels(samples),
        "mp3": base64.b64encode(mp3.encode(sound, rate)).decode(),
    }


def at_once(texts: list[str]) -> list[float]:
    """Return how many seconds each of the texts lasts when a thread each speaks them."""
    with concurrent.futures.ThreadPoolExecutor(len(texts)) as pool:
        spoken = pool.map(lambda text: espeak.speak(text, "en-us+f2"), texts)
        return [len(sound) / 2 / espeak.SAMPLE_RATE for sound in spoken]


def every_voice() -> dict[str, float]:
    """Return the level of each of Polly's voices, in each of its languages."""
    from local.emulator.voice.service import _VOICES  # noqa: PLC0415 it imports LocalEmu

    return {
        f"{voice.name} {language}": levels(
            memoryview(espeak.speak("Pizza 15", voice.espeak_name(language))).cast("h")
        )
        for voice in _VOICES.values()
        for language in voice.languages
    }


def deep() -> dict[str, Any]:
    """Return what it sounds like when the engine's data lie deeper than it can reach."""
    with tempfile.TemporaryDirectory() as directory:
        link = Path(directory, *["deep" * 20] * 4, "espeak-ng-data")
        link.parent.mkdir(parents=True)
        link.symlink_to(espeak.espeakng_loader.get_data_path())
        espeak.espeakng_loader.get_data_path = lambda: str(link)
        return spoken("hello")


def refused(voice: str) -> str:
    try:
        espeak.speak("hello", voice)
    except espeak.EspeakError as error:
        return str(error)
    return ""


PROBES = {probe.__name__: probe for probe in (spoken, pitch, at_once, every_voice, deep, refused)}

if __name__ == "__main__":
    print(json.dumps([PROBES[name](*arguments) for name, *arguments in json.load(sys.stdin)]))
