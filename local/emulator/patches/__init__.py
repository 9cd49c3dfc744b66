"""Workarounds: where LocalEmu differs from AWS in what the project relies on, or is needlessly slow.

Each module says what LocalEmu does and what AWS does. tests/system/test_emulator_workarounds.py tells which of them
LocalEmu no longer needs.
"""

from local.emulator.patches import (
    audit_trail,
    bookkeeping,
    decryption,
    execution_inputs,
    executions,
    gateway_responses,
    iam,
    iam_deployers,
    iam_requests,
    key_policies,
    loaders,
    media_types,
    parameters,
    parsing,
    payloads,
    request_bodies,
    role_sessions,
    throttles,
    unused,
    upgrades,
    velocity,
)

AS_ON_AWS = (
    audit_trail,
    decryption,
    execution_inputs,
    executions,
    gateway_responses,
    iam,
    iam_deployers,
    iam_requests,
    key_policies,
    media_types,
    parameters,
    payloads,
    request_bodies,
    throttles,
    upgrades,
    velocity,
)
QUICKER = (bookkeeping, loaders, parsing, role_sessions, unused)


def install() -> None:
    """Install all; each takes effect when LocalEmu loads the service that it mends."""
    for patch in (*AS_ON_AWS, *QUICKER):
        patch.install()
