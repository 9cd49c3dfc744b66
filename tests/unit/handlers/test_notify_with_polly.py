"""NotifyWithPolly: the phrase is spoken once for all orders, a name once in each process."""

import hashlib
import io
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.response import StreamingBody
from botocore.stub import Stubber
from urllib3 import HTTPResponse

from handlers import notify_with_polly
from handlers.aws import AwsError
from handlers.log import reference
from handlers.voice import SpeechTooLongError, Voice
from tests.unit.handlers.mp3_frames import frame

PHRASE = "thank you for your order - it will be ready for pickup in 15 minutes"
EVENT: dict[str, Any] = {
    "orderId": "order-1",
    "name": "Ann",
    "status": "CONFIRMED",
    "phrase": PHRASE,
}
RECORDING = f"orders/{reference('order-1')}.mp3"
NAME_SPOKEN, PHRASE_SPOKEN = frame(b"name"), frame(b"phrase")


def phrase_key(engine: str = "standard") -> str:
    said = f"{PHRASE}\nKimberly\n{engine}\n22050"
    return f"phrases/{hashlib.sha256(said.encode()).hexdigest()}.mp3"


def speaks(polly: Stubber, text: str, mp3: bytes, engine: str = "standard") -> None:
    polly.add_response(
        "synthesize_speech", {"AudioStream": StreamingBody(io.BytesIO(mp3), len(mp3))}, _speech(text, engine)
    )


def _speech(text: str, engine: str = "standard") -> dict[str, str]:
    return {
        "Text": text,
        "TextType": "text",
        "VoiceId": "Kimberly",
        "Engine": engine,
        "OutputFormat": "mp3",
        "SampleRate": "22050",
    }


def keeps(s3: Stubber, key: str, mp3: bytes) -> None:
    s3.add_response(
        "put_object", {}, {"Bucket": "audio", "Key": key, "Body": mp3, "ContentType": "audio/mpeg"}
    )


def has_phrase(s3: Stubber) -> None:
    body = StreamingBody(io.BytesIO(PHRASE_SPOKEN), len(PHRASE_SPOKEN))
    s3.add_response("get_object", {"Body": body}, {"Bucket": "audio", "Key": phrase_key()})


def test_the_first_order_speaks_name_and_phrase_and_keeps_the_phrase(aws: dict[str, Stubber]) -> None:
    speaks(aws["polly"], "Ann,", NAME_SPOKEN)
    aws["s3"].add_client_error("get_object", "NoSuchKey", http_status_code=404)
    speaks(aws["polly"], PHRASE, PHRASE_SPOKEN)
    keeps(aws["s3"], phrase_key(), PHRASE_SPOKEN)
    keeps(aws["s3"], RECORDING, NAME_SPOKEN + PHRASE_SPOKEN)
    notify_with_polly.handle(EVENT, None)


def test_a_later_order_speaks_the_name_alone(aws: dict[str, Stubber]) -> None:
    speaks(aws["polly"], "Ann,", NAME_SPOKEN)
    has_phrase(aws["s3"])
    keeps(aws["s3"], RECORDING, NAME_SPOKEN + PHRASE_SPOKEN)
    notify_with_polly.handle(EVENT, None)


def test_a_warm_function_remembers_the_phrase_and_the_names_it_spoke(aws: dict[str, Stubber]) -> None:
    names = ["Ann", "Bob", "Ann"]
    for index, name in enumerate(names):
        if name not in names[:index]:
            speaks(aws["polly"], f"{name},", frame(name.encode()))
        if index == 0:
            has_phrase(aws["s3"])
        keeps(aws["s3"], f"orders/{reference(f'order-{index}')}.mp3", frame(name.encode()) + PHRASE_SPOKEN)
    for index, name in enumerate(names):
        notify_with_polly.handle(EVENT | {"orderId": f"order-{index}", "name": name}, None)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("EngineNotSupportedException", "This voice does not support one of the used SSML features"),
        ("ValidationException", "This voice does not support the selected engine: neural"),
        ("ValidationException", "The selected engine is not supported in this region: neural"),
    ],
)
def test_an_engine_that_the_voice_lacks_falls_back_on_standard_for_good(
    aws: dict[str, Stubber], monkeypatch: pytest.MonkeyPatch, code: str, message: str
) -> None:
    monkeypatch.setenv("VOICE_ENGINE", "neural")
    aws["polly"].add_client_error("synthesize_speech", code, message)
    speaks(aws["polly"], "Ann,", NAME_SPOKEN)
    has_phrase(aws["s3"])
    keeps(aws["s3"], RECORDING, NAME_SPOKEN + PHRASE_SPOKEN)
    speaks(aws["polly"], "Bob,", NAME_SPOKEN)
    keeps(aws["s3"], f"orders/{reference('order-2')}.mp3", NAME_SPOKEN + PHRASE_SPOKEN)
    notify_with_polly.handle(EVENT, None)
    notify_with_polly.handle(EVENT | {"orderId": "order-2", "name": "Bob"}, None)


def test_an_unknown_payment_is_told_to_the_log_even_if_the_voice_fails(
    aws: dict[str, Stubber], caplog: pytest.LogCaptureFixture
) -> None:
    aws["polly"].add_client_error("synthesize_speech", "ServiceFailureException")
    with pytest.raises(AwsError):
        notify_with_polly.handle({**EVENT, "status": "UNKNOWN"}, None)
    assert "payment unknown" in caplog.messages


@pytest.mark.parametrize(
    "code", ["ServiceFailureException", "EngineNotSupportedException", "ValidationException"]
)
def test_a_voice_that_fails_is_an_error_that_the_workflow_retries(aws: dict[str, Stubber], code: str) -> None:
    aws["polly"].add_client_error("synthesize_speech", code, "Ann,")
    with pytest.raises(AwsError, match=f"^polly:SynthesizeSpeech: {code}$"):
        notify_with_polly.handle(EVENT, None)


@pytest.mark.parametrize("code", ["NoSuchKey", "AccessDenied"])
def test_without_the_right_to_list_a_phrase_that_is_not_there_is_one_that_is_refused(
    aws: dict[str, Stubber], code: str
) -> None:
    speaks(aws["polly"], "Ann,", NAME_SPOKEN)
    aws["s3"].add_client_error("get_object", code, http_status_code=403)
    speaks(aws["polly"], PHRASE, PHRASE_SPOKEN)
    keeps(aws["s3"], phrase_key(), PHRASE_SPOKEN)
    keeps(aws["s3"], RECORDING, NAME_SPOKEN + PHRASE_SPOKEN)
    notify_with_polly.handle(EVENT, None)


def test_a_bucket_that_fails_is_not_taken_for_a_missing_phrase(aws: dict[str, Stubber]) -> None:
    speaks(aws["polly"], "Ann,", NAME_SPOKEN)
    aws["s3"].add_client_error("get_object", "SlowDown", http_status_code=503)
    with pytest.raises(AwsError, match=r"^s3:GetObject: SlowDown$"):
        notify_with_polly.handle(EVENT, None)


def test_polly_is_not_asked_to_speak_more_than_it_takes(aws: dict[str, Stubber]) -> None:
    voice = Voice(aws["polly"].client, aws["s3"].client, "audio", "Kimberly", "standard")
    with pytest.raises(SpeechTooLongError):
        voice.say("x" * 3000, PHRASE)


def use_the_real_client(monkeypatch: pytest.MonkeyPatch, region: str) -> None:
    """Let the function make it, as it configures it."""
    monkeypatch.undo()
    for name, value in {
        "AUDIO_BUCKET": "audio",
        "AWS_DEFAULT_REGION": region,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }.items():
        monkeypatch.setenv(name, value)


def test_a_recording_is_sent_without_asking_first(
    aws: dict[str, Stubber], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_the_real_client(monkeypatch, "us-east-2")
    sent: list[AWSPreparedRequest] = []

    def answer(request: AWSPreparedRequest, **_: Any) -> AWSResponse:
        sent.append(request)
        return AWSResponse(request.url, 200, {}, HTTPResponse(io.BytesIO()))

    notify_with_polly._s3().meta.events.register("before-send.s3.PutObject", answer)
    notify_with_polly._recordings().keep("order-1", NAME_SPOKEN)
    assert [request.headers.get("Expect") for request in sent] == [None]


@pytest.mark.parametrize("region", ["us-east-2", "us-east-1"])
def test_the_link_is_for_the_regional_host_and_lives_fifteen_minutes(
    aws: dict[str, Stubber], monkeypatch: pytest.MonkeyPatch, region: str
) -> None:
    use_the_real_client(monkeypatch, region)
    link = notify_with_polly._recordings().link("order-1", datetime(2026, 11, 22, 23, 50, tzinfo=UTC))
    url = urlsplit(link["url"])
    assert (url.scheme, url.netloc, url.path) == (
        "https",
        f"audio.s3.{region}.amazonaws.com",
        f"/{RECORDING}",
    )
    assert parse_qs(url.query)["X-Amz-Expires"] == ["900"]
    assert link["expiresAt"] == "2026-11-23T00:05:00Z"
