"""SynthesizeSpeech as LocalEmu calls it."""

from typing import Any

from localemu.aws.api import CommonServiceException
from moto.polly.resources import VOICE_DATA

from local.emulator.voice import espeak, mp3, speech
from local.emulator.voice.errors import PollyError
from local.emulator.voice.voices import catalogue

_VOICES = catalogue(VOICE_DATA)


def synthesize_speech(_context: object, request: dict[str, Any]) -> dict[str, Any]:
    """Return the spoken text of the request. Raises CommonServiceException with Polly's error names."""
    try:
        wanted = speech.read(request, _VOICES)
    except PollyError as error:
        raise CommonServiceException(error.code, error.message) from error
    spoken = espeak.speak(wanted.words, wanted.espeak_voice)
    return {
        "AudioStream": mp3.encode(spoken, wanted.sample_rate),
        "ContentType": "audio/mpeg",
        "RequestCharacters": wanted.billed,
    }
