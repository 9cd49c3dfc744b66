"""espeak-ng through its C interface: one engine in the process, one sentence at a time.

Source: github.com/espeak-ng/espeak-ng, src/include/espeak-ng/speak_lib.h
"""

import ctypes
import functools
import os
import sys
import threading
import unicodedata

import espeakng_loader

SAMPLE_RATE = 22050  # Hz, of signed 16-bit samples in one channel
_SYNCHRONOUS = 2  # espeak_Synth returns after the last sample
_DONT_EXIT = 0x8000  # else a missing file ends the process
_UTF8 = 1  # and not 0x10 (SSML) or 0x100: `<` and `[[` are characters like others
_LONGEST_PATH = 159  # bytes; longer ones are silently cut: github.com/espeak-ng/espeak-ng/issues/2182
_OK = 0
_UNSPEAKABLE = {"Cc", "Co", "Cs"}  # control (1 starts a command of espeak-ng's), private, surrogate

_TakeSamples = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_lock = threading.Lock()


class EspeakError(Exception):
    """espeak-ng did not start, has no such voice, or did not speak."""


def speak(text: str, voice: str) -> bytes:
    """Return `text` spoken, as samples.

    text: spoken literally, without markup. voice: espeak-ng's name, such as "en-us+f2". Raises EspeakError.
    Call it from any thread. The same text gives slightly different samples, since espeak-ng's noise continues.
    """
    with _lock:
        return _engine().speak(_speakable(text).encode(), voice)


class _Engine:
    def __init__(self) -> None:
        self._samples: list[bytes] = []
        self._callback = _TakeSamples(self._take)  # kept, since the library calls it
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        self._library.espeak_Synth.argtypes = (
            ctypes.c_char_p,  # text
            ctypes.c_size_t,  # its bytes, with the closing zero
            ctypes.c_uint,  # where to start
            ctypes.c_int,  # what that counts
            ctypes.c_uint,  # where to end; 0 is the end of the text
            ctypes.c_uint,  # flags
            ctypes.c_void_p,
            ctypes.c_void_p,
        )
        data = os.fsencode(_data_path())
        if self._library.espeak_Initialize(_SYNCHRONOUS, 0, data, _DONT_EXIT) != SAMPLE_RATE:
            raise EspeakError(f"espeak-ng did not start on {data!r}")
        self._library.espeak_SetSynthCallback(self._callback)

    def speak(self, text: bytes, voice: str) -> bytes:
        self._samples.clear()
        # Also sets rate, pitch and volume back to the voice's own.
        if self._library.espeak_SetVoiceByName(voice.encode()) != _OK:
            raise EspeakError(f"espeak-ng has no voice {voice}")
        if self._library.espeak_Synth(text, len(text) + 1, 0, 0, 0, _UTF8, None, None) != _OK:
            raise EspeakError("espeak-ng did not speak")
        return b"".join(self._samples)

    def _take(self, samples: int | None, count: int, _events: int | None) -> int:
        if samples and count > 0:
            self._samples.append(ctypes.string_at(samples, count * 2))
        return 0  # go on


@functools.cache
def _engine() -> _Engine:
    return _Engine()


def _data_path() -> str:
    path = espeakng_loader.get_data_path()
    if len(os.fsencode(path)) <= _LONGEST_PATH:
        return path
    if sys.platform == "linux":  # a short name of the same folder
        return f"/proc/self/fd/{os.open(path, os.O_RDONLY | os.O_DIRECTORY)}"
    raise EspeakError(
        f"the path of espeak-ng's data is too long: move the project to a shorter path than {path}"
    )


def _speakable(text: str) -> str:
    return "".join(
        " " if character != "\n" and unicodedata.category(character) in _UNSPEAKABLE else character
        for character in text
    )
