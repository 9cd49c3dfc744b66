"""A SynthesizeSpeech request, checked like Polly checks it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from local.emulator.voice.errors import PollyError, invalid
from local.emulator.voice.ssml import Ssml
from local.emulator.voice.voices import Voice

MAX_CHARACTERS = 6000
MAX_BILLED_CHARACTERS = 3000
ENGINES = ("standard", "neural", "long-form", "generative")
FORMATS = ("json", "mp3", "ogg_opus", "ogg_vorbis", "pcm")
MP3_SAMPLE_RATES = ("8000", "16000", "22050", "24000", "44100", "48000")  # Hz
_DEFAULT_SAMPLE_RATES = {"standard": "22050"}
_NEURAL_SAMPLE_RATE = "24000"  # the default of every other engine

type Request = Mapping[str, Any]


@dataclass(frozen=True)
class Speech:
    """The words to speak. espeak_voice: espeak-ng's voice; sample_rate: of the MP3, in Hz; billed: in characters."""

    words: str
    espeak_voice: str
    sample_rate: int
    billed: int


def read(request: Request, voices: Mapping[str, Voice]) -> Speech:
    """Return a parsed request. Raises PollyError.

    Source: docs.aws.amazon.com/polly/latest/dg/API_SynthesizeSpeech.html,
    docs.aws.amazon.com/polly/latest/dg/limits.html
    """
    voice = voices[_choice(request, "VoiceId", voices)]
    engine = _engine(request, voice)
    _refuse_what_is_not_spoken(request)
    words, billed = _words(request)
    return Speech(words, voice.espeak_name(_language(request, voice)), _sample_rate(request, engine), billed)


def _engine(request: Request, voice: Voice) -> str:
    """Return the engine, which the voice must support.

    The error is the documented one. Polly has also been seen to send a ValidationException with this message
    instead (github.com/speechmarkdown/speechmarkdown-vscode/issues/520): callers should expect both.
    """
    engine = _choice(request, "Engine", ENGINES, "standard")
    if engine not in voice.engines:
        message = f"This voice does not support the selected engine: {engine}"
        raise PollyError("EngineNotSupportedException", message)
    return engine


def _refuse_what_is_not_spoken(request: Request) -> None:
    """Raise for what Polly offers and this voice doesn't, rather than return something else."""
    output_format = _choice(request, "OutputFormat", FORMATS)
    if request.get("SpeechMarkTypes") and output_format != "json":
        message = "Speech marks are not supported for the output format selected"
        raise PollyError("MarksNotSupportedForFormatException", message)
    if output_format != "mp3":
        raise invalid(f"OutputFormat '{output_format}' is not available on this machine, only 'mp3' is")
    if request.get("LexiconNames"):
        raise invalid("LexiconNames is not available on this machine")


def _language(request: Request, voice: Voice) -> str:
    language = request.get("LanguageCode") or voice.languages[0]
    if language not in voice.languages:
        message = f"{voice.name} does not speak {language}"
        raise PollyError("LanguageNotSupportedException", message)
    return language


def _sample_rate(request: Request, engine: str) -> int:
    default = _DEFAULT_SAMPLE_RATES.get(engine, _NEURAL_SAMPLE_RATE)
    rate = request.get("SampleRate") or default
    if rate not in MP3_SAMPLE_RATES:
        raise PollyError("InvalidSampleRateException", f"The specified sample rate is not valid: {rate}")
    return int(rate)


def _words(request: Request) -> tuple[str, int]:
    text = request.get("Text")
    if text is None:
        raise _not_allowed("Text", None, "Member must not be null")
    too_long = PollyError("TextLengthExceededException", "Maximum text length has been exceeded")
    if len(text) > MAX_CHARACTERS:
        raise too_long
    if _choice(request, "TextType", ("ssml", "text"), "text") == "ssml":
        document = Ssml(text)
        words, billed = document.words, document.billed
    else:
        words, billed = text, len(text)
    if billed > MAX_BILLED_CHARACTERS:
        raise too_long
    return words, billed


def _choice(request: Request, name: str, allowed: Iterable[str], default: str | None = None) -> str:
    value = request.get(name, default)
    if value is None:
        raise _not_allowed(name, None, "Member must not be null")
    if value not in allowed:
        raise _not_allowed(name, value, f"Member must satisfy enum value set: [{', '.join(allowed)}]")
    return value


def _not_allowed(name: str, value: str | None, constraint: str) -> PollyError:
    shown = "null" if value is None else f"'{value}'"
    member = name[0].lower() + name[1:]
    return invalid(
        f"1 validation error detected: Value {shown} at '{member}' failed to satisfy constraint: {constraint}"
    )
