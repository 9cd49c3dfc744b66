"""Workarounds: where LocalEmu differs from AWS in what the project relies on, or is needlessly slow.

Each module says what LocalEmu does and what AWS does. tests/system/test_emulator_workarounds.py tells which of them
LocalEmu no longer needs.
"""

from local.emulator.patches import (
    gateway_responses,
    iam,
    media_types,
    request_bodies,
    velocity,
)

PATCHES = (gateway_responses, iam, media_types, request_bodies, velocity)


def install() -> None:
    """Install all; each takes effect when LocalEmu loads the service that it mends."""
    for patch in PATCHES:
        patch.install()
