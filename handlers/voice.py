"""The shop's voice. Fixed phrases are spoken once and kept in the bucket; names are kept in memory only.

Polly bills by the character, and a name is a tenth of a sentence.
"""

import functools
import hashlib
from contextlib import closing

from botocore.exceptions import ClientError

from handlers.aws import AwsClient, aws_errors, error_code
from handlers.errors import TellableError
from handlers.mp3 import join

CONTENT_TYPE = "audio/mpeg"
MAX_BILLED_CHARACTERS = 3000
KEPT_NAMES = 256  # of some 3 KB each, 30 KB at most
_SAMPLE_RATE = "22050"  # Hz; both engines have it, and parts to be joined must agree
_FALLBACK_ENGINE = "standard"


class SpeechTooLongError(TellableError):
    """Polly would refuse the text: it has more than 3,000 characters."""


class Voice:
    """One Polly voice and the bucket that remembers what it said."""

    def __init__(self, polly: AwsClient, s3: AwsClient, bucket: str, voice_id: str, engine: str) -> None:
        self._polly, self._s3, self._bucket = polly, s3, bucket
        self._voice_id, self._engine = voice_id, engine
        self._phrases: dict[str, bytes] = {}
        self._named = functools.lru_cache(KEPT_NAMES)(self.speak)

    def say(self, name: str, phrase: str) -> bytes:
        """Return the name and the phrase spoken, as one MP3. Raises SpeechTooLongError, NotMp3Error and AwsError."""
        spoken = self._named(f"{name},")  # first: it finds out which engine the voice has
        return join([spoken, self._phrase(phrase)])

    def speak(self, text: str) -> bytes:
        """Return `text` spoken, as MP3; by the standard engine if the voice lacks the one asked for.

        text: up to 3,000 characters, as plain text, in which marks such as & and < have no meaning.
        Raises SpeechTooLongError before Polly is called, AwsError.
        Source: docs.aws.amazon.com/polly/latest/dg/limits.html
        """
        if len(text) > MAX_BILLED_CHARACTERS:
            raise SpeechTooLongError(f"{len(text)} characters, at most {MAX_BILLED_CHARACTERS}")
        with aws_errors("polly:SynthesizeSpeech"):
            try:
                return self._synthesize(text)
            except ClientError as error:
                if not _is_about_engine(error) or self._engine == _FALLBACK_ENGINE:
                    raise
            self._engine = _FALLBACK_ENGINE
            return self._synthesize(text)

    def _synthesize(self, text: str) -> bytes:
        answer = self._polly.synthesize_speech(
            Text=text,
            TextType="text",
            VoiceId=self._voice_id,
            Engine=self._engine,
            OutputFormat="mp3",
            SampleRate=_SAMPLE_RATE,
        )
        with closing(answer["AudioStream"]) as stream:
            return stream.read()

    def _phrase(self, phrase: str) -> bytes:
        """Return a fixed phrase spoken: from memory, else from the bucket, else by Polly, and then kept."""
        key = self._phrase_key(phrase)
        if key not in self._phrases:
            self._phrases[key] = self._fetch(key) or self._speak_and_keep(phrase, key)
        return self._phrases[key]

    def _phrase_key(self, phrase: str) -> str:
        said = "\n".join((phrase, self._voice_id, self._engine, _SAMPLE_RATE))
        return f"phrases/{hashlib.sha256(said.encode()).hexdigest()}.mp3"

    def _fetch(self, key: str) -> bytes | None:
        with aws_errors("s3:GetObject"):
            try:
                answer = self._s3.get_object(Bucket=self._bucket, Key=key)
            except ClientError as error:
                # Without the right to list the bucket, which would show every recording, S3 says so by AccessDenied.
                if error_code(error) in {"NoSuchKey", "AccessDenied"}:
                    return None
                raise
            with closing(answer["Body"]) as body:
                return body.read()

    def _speak_and_keep(self, phrase: str, key: str) -> bytes:
        spoken = self.speak(phrase)
        with aws_errors("s3:PutObject"):
            self._s3.put_object(Bucket=self._bucket, Key=key, Body=spoken, ContentType=CONTENT_TYPE)
        return spoken


def _is_about_engine(error: ClientError) -> bool:
    """Return whether the voice or the region lacks the engine.

    Documented is EngineNotSupportedException; users report a ValidationException that names the engine.
    Sources: docs.aws.amazon.com/polly/latest/dg/API_SynthesizeSpeech.html,
    github.com/deeheber/text-to-speech-converter/issues/30
    """
    code = error_code(error)
    said = str(error.response.get("Error", {}).get("Message", ""))
    return code == "EngineNotSupportedException" or (code == "ValidationException" and "engine" in said)
