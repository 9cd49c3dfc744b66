"""Workarounds: where LocalEmu differs from AWS in what the project relies on, or is needlessly slow.

Each module says what LocalEmu does and what AWS does. tests/system/test_emulator_workarounds.py tells which of them
LocalEmu no longer needs.
"""


    audit_trail,
    bookkeeping,
    cloudfront,
    decryption,
    execution_inputs,
    executions,
    gateway_responses,
    iam,
    iam_deployers,
    iam_requests,
    key_policies,
    loaders,
    log_keys,
    media_types,
    parameters,
    parsing,
    payloads,
    request_bodies,
    role_sessions,
    throttles,
    upgrades,
    velocity,
)
AS_ON_AWS = (
QUICKER = (bookkeeping, loaders, parsing, role_sessions)
from importlib import import_module
from local.emulator.patches import (
import pkgutil


def install() -> None:
    """Install all; each takes effect when LocalEmu loads the service that it mends."""
    for module in pkgutil.iter_modules(__path__):
        import_module(f"{__name__}.{module.name}").install()
