"""Requests that ask for another protocol.

A REST API goes on in HTTP, as a server may. LocalEmu turns each request with `Upgrade: websocket` into a WebSocket and
answers one that isn't complete with a page of HTML and a 500.
Source: www.rfc-editor.org/rfc/rfc9110#section-7.8
"""

from typing import Any

from local.emulator.when_imported import when_imported


def install() -> None:
    """Serve them as any other: nothing here has a WebSocket."""
    when_imported("rolo.serving.twisted", _mend)


def _mend(twisted: Any) -> None:
    decorator = twisted.WebsocketResourceDecorator

    def render(self: Any, request: object) -> object:
        return self.original.render(request)

    decorator.render = render
