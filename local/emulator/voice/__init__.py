"""Polly's SynthesizeSpeech speaks with a real voice; LocalEmu's, which is moto's, answers eight zero bytes.

espeak-ng speaks and LAME encodes, both in the emulator's process. Polly's other operations stay moto's.
Source: docs.aws.amazon.com/polly/latest/dg/API_SynthesizeSpeech.html
"""

from typing import Any

from local.emulator.when_imported import instead_of


@instead_of("localemu.services.providers", "_moto_service")
def make_with_voice(make_service: Any, name: str) -> Any:
    service = make_service(name)
    if name == "polly":
        from local.emulator.voice.service import synthesize_speech  # noqa: PLC0415 it loads the voice

        service.skeleton.dispatch_table["SynthesizeSpeech"] = synthesize_speech
    return service
