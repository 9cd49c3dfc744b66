"""Firefox and WebKit as Debian has them, driven by what they bring: Firefox's Marionette, WebKitGTK's WebDriver.

Playwright drives only builds of its own of these two. Sources: www.w3.org/TR/webdriver2/,
firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.running import free_port

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # WebDriver's own mark of an element
START_SECONDS, PATIENCE_SECONDS = 60, 40
MINI_BROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"
PREFERENCES = {"datareporting.policy.dataSubmissionEnabled": False, "app.update.enabled": False}


class MissingError(Exception):
    """What this machine lacks to run an engine."""


class Engine:
    """A page in another browser. send: carries out a WebDriver command, by its Marionette name and its HTTP path."""

    def __init__(self, send: Callable[..., Any]) -> None:
        self._send = send

    def goto(self, url: str) -> None:
        self._send("Navigate", "POST", "url", {"url": url})

    def reload(self) -> None:
        self._send("Refresh", "POST", "refresh", {})

    def back(self) -> None:
        self._send("Back", "POST", "back", {})

    def run(self, script: str, *arguments: object) -> Any:
        """Return what a function's body returns."""
        return self._send(
            "ExecuteScript", "POST", "execute/sync", {"script": script, "args": list(arguments)}
        )

    def click(self, selector: str) -> None:
        self._send("ElementClick", "POST", "element/{id}/click", {"id": self._find(selector)})

    def type(self, selector: str, text: str) -> None:
        self._send(
            "ElementSendKeys", "POST", "element/{id}/value", {"id": self._find(selector), "text": text}
        )

    def see(self, text: str) -> None:
        """Wait until the page shows this text."""
        self.until(
            "return document.querySelector('main').innerText.toLowerCase().includes(arguments[0])",
            text.lower(),
        )

    def until(self, script: str, *arguments: object) -> None:
        """Wait until a script returns something true."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self.run(script, *arguments):
            assert time.monotonic() < deadline, (
                f"never: {script} {arguments}\n{self.run('return document.body.innerText')}"
            )
            time.sleep(0.1)

    def _find(self, selector: str) -> str:
        return self._send("FindElement", "POST", "element", {"using": "css selector", "value": selector})[
            ELEMENT
        ]


@contextlib.contextmanager
def firefox(folder: Path) -> Iterator[Engine]:
    """Start Debian's Firefox without a screen, with a profile in a folder."""
    program = shutil.which("firefox-esr")
    if not program:
        raise MissingError("install Debian's package firefox-esr")
    port = free_port()
    preferences = {**PREFERENCES, "marionette.port": port}
    folder.joinpath("user.js").write_text(
        "".join(
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items()
        )
    )
    command = [program, "--headless", "--no-remote", "--marionette", "--profile", folder]
    with _running(command, {"HOME": str(folder)}), _connected(port) as connection:
        stream = connection.makefile("rb")
        _received(stream)  # its greeting
        numbers = iter(range(1, 1_000_000))

        def send(name: str, _method: str, _path: str, body: dict[str, Any]) -> Any:
            message = json.dumps([0, next(numbers), f"WebDriver:{name}", body]).encode()
            connection.sendall(b"%d:%b" % (len(message), message))
            _, _, error, result = _received(stream)
            assert not error, f"{name}: {error}"
            return result["value"] if isinstance(result, dict) and "value" in result else result

        send("NewSession", "", "", {"capabilities": {"alwaysMatch": {}}})
        yield Engine(send)


@contextlib.contextmanager
def webkit(folder: Path) -> Iterator[Engine]:
    """Start WebKitGTK's MiniBrowser on a screen that nobody sees."""
    for program, package in {"WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}.items():
        if not shutil.which(program):
            raise MissingError(f"install Debian's package {package}")
    if not Path(MINI_BROWSER).exists():
        raise MissingError("install Debian's package libwebkit2gtk-4.1-0")
    port, display = free_port(), f":{free_port()}"
    screen = ["Xvfb", display, "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    environment = {"DISPLAY": display, "HOME": str(folder), "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    driver = ["WebKitWebDriver", f"--port={port}"]
    with _running(screen, {}), _running(driver, environment), _connected(port):
        base = f"http://127.0.0.1:{port}/session"

        def ask(method: str, url: str, body: dict[str, Any]) -> Any:
            request = urllib.request.Request(url, json.dumps(body).encode(), method=method)
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                return json.load(answer)["value"]

        options = {"binary": MINI_BROWSER, "args": ["--automation"]}
        capabilities = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
        session = ask("POST", base, {"capabilities": {"alwaysMatch": capabilities}})["sessionId"]

        def send(_name: str, method: str, path: str, body: dict[str, Any]) -> Any:
            return ask(method, f"{base}/{session}/{path.format(id=body.pop('id', ''))}", body)

        try:
            yield Engine(send)
        finally:
            urllib.request.urlopen(
                urllib.request.Request(f"{base}/{session}", method="DELETE"), timeout=20
            ).close()


@contextlib.contextmanager
def _running(command: list[Any], environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


@contextlib.contextmanager
def _connected(port: int) -> Iterator[socket.socket]:
    """Wait until a program listens, and be connected to it."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        with contextlib.suppress(ConnectionError):
            connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
            break
        assert time.monotonic() < deadline, "the browser doesn't start"
        time.sleep(0.1)
    with connection:
        yield connection


def _received(stream: Any) -> Any:
    """Return Marionette's next message: its length, a colon, JSON."""
    length = b""
    while (digit := stream.read(1)) != b":":
        assert digit, "the browser ended"
        length += digit
    return json.loads(stream.read(int(length)))
