"""Listen where GATEWAY_LISTEN says.

LocalEmu's server takes the port and ignores the host, so that it listens on every interface of the machine.
"""

import functools
from types import SimpleNamespace
from typing import Any

from local.emulator.when_imported import when_imported

LOOPBACK = "127.0.0.1"


def install() -> None:
    """Bind IPv4 endpoints to loopback."""
    when_imported("localemu.runtime.server.twisted", _bind)


def _bind(server: Any) -> None:
    made = server.endpoints
    server.endpoints = SimpleNamespace(
        TCP4ServerEndpoint=functools.partial(made.TCP4ServerEndpoint, interface=LOOPBACK),
        TCP6ServerEndpoint=made.TCP6ServerEndpoint,
    )
