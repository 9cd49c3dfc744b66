"""What the emulator's Polly takes and what it refuses, before anything is spoken."""

from typing import Any

import pytest

from local.emulator.voice.errors import PollyError
from local.emulator.voice.speech import Speech, read
from local.emulator.voice.ssml import Ssml
from local.emulator.voice.voices import Voice, catalogue


def described(name: str, gender: str, language: str, engines: list[str], **more: Any) -> dict[str, Any]:
    """Return a voice as DescribeVoices has it."""
    return {"Id": name, "Gender": gender, "LanguageCode": language, "SupportedEngines": engines, **more}


VOICES = catalogue(
    [
        described("Kimberly", "Female", "en-US", ["neural", "standard"]),
        described("Russell", "Male", "en-AU", ["standard"]),
        described("Gregory", "Male", "en-US", ["long-form", "neural"]),
        described("Aditi", "Female", "en-IN", ["standard"], AdditionalLanguageCodes=["hi-IN"]),
    ]
)


def speech(**changes: Any) -> Speech:
    request = {"Text": "Kim,", "VoiceId": "Kimberly", "OutputFormat": "mp3"} | changes
    return read({name: value for name, value in request.items() if value is not None}, VOICES)


def refusal(**changes: Any) -> PollyError:
    with pytest.raises(PollyError) as refused:
        speech(**changes)
    return refused.value


def test_kimberly_is_a_woman_who_speaks_us_english() -> None:
    assert speech() == Speech("Kim,", "en-us+f2", sample_rate=22050, billed=4)


@pytest.mark.parametrize(
    ("changes", "espeak_voice"),
    [
        ({"VoiceId": "Russell"}, "en+m3"),
        ({"VoiceId": "Aditi"}, "en+f2"),
        ({"VoiceId": "Aditi", "LanguageCode": "hi-IN"}, "hi+f2"),
    ],
)
def test_a_voice_keeps_its_sex_and_its_language(changes: dict[str, str], espeak_voice: str) -> None:
    assert speech(**changes).espeak_voice == espeak_voice


@pytest.mark.parametrize(
    ("language", "spoken"),
    [("arb", "ar"), ("es-MX", "es-419"), ("pt-BR", "pt-br"), ("pt-PT", "pt"), ("en-GB-WLS", "en")],
)
def test_a_language_of_polly_has_one_of_the_engine(language: str, spoken: str) -> None:
    voice = Voice("Anybody", "Female", (language,), frozenset({"standard"}))
    assert voice.espeak_name(language) == f"{spoken}+f2"


@pytest.mark.parametrize(("engine", "rate"), [(None, 22050), ("standard", 22050), ("neural", 24000)])
def test_the_sample_rate_follows_the_engine(engine: str | None, rate: int) -> None:
    assert speech(Engine=engine).sample_rate == rate


@pytest.mark.parametrize("rate", ["8000", "16000", "22050", "24000", "44100", "48000"])
def test_every_sample_rate_of_pollys_mp3_is_honoured(rate: str) -> None:
    assert speech(SampleRate=rate).sample_rate == int(rate)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"VoiceId": "Nobody"}, "ValidationException"),
        ({"VoiceId": None}, "ValidationException"),
        ({"Text": None}, "ValidationException"),
        ({"TextType": "html"}, "ValidationException"),
        ({"OutputFormat": None}, "ValidationException"),
        ({"OutputFormat": "wav"}, "ValidationException"),
        ({"OutputFormat": "pcm"}, "ValidationException"),
        ({"OutputFormat": "json", "SpeechMarkTypes": ["word"]}, "ValidationException"),
        ({"LexiconNames": ["pizza"]}, "ValidationException"),
        ({"Engine": "steam"}, "ValidationException"),
        ({"VoiceId": "Russell", "Engine": "neural"}, "EngineNotSupportedException"),
        ({"VoiceId": "Gregory"}, "EngineNotSupportedException"),
        ({"SampleRate": "11025"}, "InvalidSampleRateException"),
        ({"LanguageCode": "fr-FR"}, "LanguageNotSupportedException"),
        ({"SpeechMarkTypes": ["word"]}, "MarksNotSupportedForFormatException"),
        ({"Text": "a" * 3001}, "TextLengthExceededException"),
        ({"Text": f"<speak>{'a' * 3001}</speak>", "TextType": "ssml"}, "TextLengthExceededException"),
        ({"Text": f"<speak>{'<p>a</p>' * 800}</speak>", "TextType": "ssml"}, "TextLengthExceededException"),
    ],
)
def test_a_refusal_has_pollys_name(changes: dict[str, Any], code: str) -> None:
    assert refusal(**changes).code == code


def test_a_wrong_value_is_told_with_its_name_and_what_is_allowed() -> None:
    assert refusal(VoiceId="Nobody").message == (
        "1 validation error detected: Value 'Nobody' at 'voiceId' failed to satisfy constraint: "
        "Member must satisfy enum value set: [Kimberly, Russell, Gregory, Aditi]"
    )


def test_3000_characters_are_not_too_many() -> None:
    assert speech(Text="a" * 3000).billed == 3000


def test_tags_are_not_billed() -> None:
    text = f"<speak><prosody rate='slow'>{'a' * 2990}</prosody><break/>&amp;</speak>"
    assert speech(Text=text, TextType="ssml").billed == 2991


def test_plain_text_keeps_what_looks_like_markup() -> None:
    assert speech(Text="<b>[[x]] & co").words == "<b>[[x]] & co"


def test_ssml_is_read_with_its_pauses_and_substitutes() -> None:
    document = Ssml("<speak>Hi<break time='1s'/><sub alias='one &amp; two'>1&amp;2</sub> <w>go</w></speak>")
    assert document.words.split() == ["Hi", "one", "&", "two", "go"]
    assert "Hi\n\n" in document.words


def test_amazons_own_tags_need_no_declared_prefix() -> None:
    assert Ssml('<speak><amazon:effect name="whispered">shh</amazon:effect></speak>').words == "shh"


@pytest.mark.parametrize(
    "document",
    [
        "",
        "no tags",
        "<speak>open",
        "<speak>Tom & Jerry</speak>",
        "<p>not within speak</p>",
        "<speak><speak>twice</speak></speak>",
        "<speak><blink>unknown</blink></speak>",
        "<speak>a\x01b</speak>",
        "<speak>\ud800</speak>",
        '<!DOCTYPE speak [<!ENTITY a "aaaa">]><speak>&a;</speak>',
    ],
)
def test_bad_ssml_is_refused(document: str) -> None:
    assert refusal(Text=document, TextType="ssml").code == "InvalidSsmlException"
