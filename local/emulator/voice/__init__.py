"""Polly's SynthesizeSpeech with a real voice; LocalEmu's, which is moto's, answers eight zero bytes.

espeak-ng speaks and LAME encodes, both in the emulator's process. Polly's other operations stay moto's.
Source: docs.aws.amazon.com/polly/latest/dg/API_SynthesizeSpeech.html
"""

from typing import Any

from local.emulator.when_imported import when_imported

PROVIDERS = "localemu.services.providers"


def install() -> None:
    """Give LocalEmu's Polly a voice, once that service is first used."""
    when_imported(PROVIDERS, _replace)


def _replace(providers: Any) -> None:
    make_service = providers._moto_service

    def make_service_with_voice(name: str) -> Any:
        service = make_service(name)
        if name == "polly":
            from local.emulator.voice.service import synthesize_speech  # noqa: PLC0415 it loads the voice

            service.skeleton.dispatch_table["SynthesizeSpeech"] = synthesize_speech
        return service

    providers._moto_service = make_service_with_voice
