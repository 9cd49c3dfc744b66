"""MP3 like Polly's: one channel, a constant 48 kbit/s, frames only."""

import lameenc

from local.emulator.voice.espeak import SAMPLE_RATE

BIT_RATE = 48  # kbit/s; every sample rate of Polly allows it
_QUALITY = 7  # of 0 to 9: 2 dB nearer to these samples than 5, in two thirds of its time


def encode(samples: bytes, sample_rate: int) -> bytes:
    """Return espeak-ng's samples as MP3 of `sample_rate` Hz.

    Frames of a constant bit rate, without a tag or an Xing frame, can be joined, and their duration can be computed.
    """
    encoder = lameenc.Encoder()
    encoder.silence()  # on the terminal
    encoder.set_channels(1)
    encoder.set_in_sample_rate(SAMPLE_RATE)
    encoder.set_out_sample_rate(sample_rate)
    encoder.set_bit_rate(BIT_RATE)
    encoder.set_quality(_QUALITY)
    return bytes(encoder.encode(samples)) + bytes(encoder.flush())
