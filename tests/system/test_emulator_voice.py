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


def ask(polly: Any, **changes: str) -> dict[str, Any]:
    return polly.synthesize_speech(
        **{"Text": NAME, "VoiceId": "Kimberly", "OutputFormat": "mp3", "Engine": "standard"} | changes
    )


def spoken(polly: Any, **changes: str) -> bytes:
    with closing(ask(polly, **changes)["AudioStream"]) as stream:
        return stream.read()


def test_an_answer_is_an_mp3_and_says_what_it_costs(polly: Any) -> None:
    answer = ask(polly, Text=SENTENCE, SampleRate="22050")
    with closing(answer["AudioStream"]) as stream:
        mp3 = stream.read()
    assert (answer["ContentType"], answer["RequestCharacters"]) == ("audio/mpeg", len(SENTENCE))
    assert {(frame.kbits, frame.sample_rate, frame.channels) for frame in frames(mp3)} == {(48, 22050, 1)}
    assert 2 < seconds(mp3) < 6


def test_more_words_last_longer(polly: Any) -> None:
    lasting = [seconds(spoken(polly, Text=text)) for text in (NAME, SENTENCE, f"{SENTENCE}. {SENTENCE}")]
    assert lasting[0] < 1
    assert lasting[1] > 2
    assert lasting[2] > 1.8 * lasting[1]


def test_a_pause_in_ssml_is_heard_and_its_tags_are_free(polly: Any) -> None:
    answer = ask(polly, Text="<speak>Kim,<break/> hello</speak>", TextType="ssml")
    with closing(answer["AudioStream"]) as stream:
        paused = stream.read()
    assert answer["RequestCharacters"] == len("Kim, hello")
    assert seconds(paused) > seconds(spoken(polly, Text="Kim, hello")) + 0.2


def test_every_letter_of_a_name_arrives(polly: Any) -> None:
    assert ask(polly, Text="Zoë O'Neil & 李 <x>,")["RequestCharacters"] == 18


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
