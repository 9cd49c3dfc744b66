"""The emulator's Polly, asked as the shop asks it."""

from contextlib import closing
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.running import RunningShop
from tests.sound import frames, seconds

NAME = "Kim,"
SENTENCE = "thank you for your order - it will be ready for pickup in 15 minutes"


@pytest.fixture(scope="module")
def polly(shop: RunningShop) -> Any:
    return shop.client("polly")


def ask(polly: Any, **changes: str) -> tuple[dict[str, Any], bytes]:
    """Return Polly's answer and its sound."""
    answer = polly.synthesize_speech(
        **{"Text": NAME, "VoiceId": "Kimberly", "OutputFormat": "mp3", "Engine": "standard"} | changes
    )
    with closing(answer["AudioStream"]) as stream:
        return answer, stream.read()


def lasting(polly: Any, text: str) -> float:
    return seconds(ask(polly, Text=text)[1])


def test_an_answer_is_an_mp3_and_says_what_it_costs(polly: Any) -> None:
    answer, mp3 = ask(polly, Text=SENTENCE, SampleRate="22050")
    assert (answer["ContentType"], answer["RequestCharacters"]) == ("audio/mpeg", len(SENTENCE))
    assert {(frame.kbits, frame.sample_rate, frame.channels) for frame in frames(mp3)} == {(48, 22050, 1)}
    assert 2 < seconds(mp3) < 6


def test_more_words_last_longer(polly: Any) -> None:
    once = lasting(polly, SENTENCE)
    assert lasting(polly, NAME) < once / 3
    assert lasting(polly, f"{SENTENCE}. {SENTENCE}") > once * 1.8


def test_a_pause_in_ssml_is_heard_and_its_tags_are_free(polly: Any) -> None:
    answer, paused = ask(polly, Text="<speak>Kim,<break/> hello</speak>", TextType="ssml")
    assert answer["RequestCharacters"] == len("Kim, hello")
    assert seconds(paused) > lasting(polly, "Kim, hello") + 0.2


def test_every_letter_of_a_name_arrives(polly: Any) -> None:
    name = "Zoë O'Neil & 李 <x>,"
    assert ask(polly, Text=name)[0]["RequestCharacters"] == len(name)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"VoiceId": "Nobody"}, "ValidationException"),
        ({"OutputFormat": "pcm"}, "ValidationException"),
        ({"VoiceId": "Astrid", "Engine": "neural"}, "EngineNotSupportedException"),
        ({"SampleRate": "11025"}, "InvalidSampleRateException"),
        ({"Text": "a" * 3001}, "TextLengthExceededException"),
        ({"Text": "<speak>Tom & Jerry</speak>", "TextType": "ssml"}, "InvalidSsmlException"),
    ],
)
def test_a_refusal_has_pollys_name(polly: Any, changes: dict[str, str], code: str) -> None:
    with pytest.raises(ClientError) as refused:
        ask(polly, **changes)
    assert refused.value.response["Error"]["Code"] == code
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400


def test_the_other_calls_are_answered_as_before(polly: Any) -> None:
    voices = {voice["Id"]: voice for voice in polly.describe_voices(LanguageCode="en-US")["Voices"]}
    assert voices["Kimberly"]["Gender"] == "Female"
    assert polly.list_lexicons()["Lexicons"] == []
