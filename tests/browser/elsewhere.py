"""Another site: what browsers ask it, and with which headers."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Elsewhere:
    """A site at 127.0.0.1: to a browser that is another one than localhost, in the same network.

    body: what it answers to every GET, where it doesn't redirect. asked: each request's headers, by lower-case name.
    """

    port: int
    body: str = "<title>Elsewhere</title>"
    redirects_to: str | None = None
    asked: list[Mapping[str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


@contextmanager
def opened() -> Iterator[Elsewhere]:
    """Open such a site for a while."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append({name.lower(): value for name, value in self.headers.items()})
            self.send_response(302 if site.redirects_to else 200)
            if site.redirects_to:
                self.send_header("Location", site.redirects_to)
            self.send_header("Content-Type", "text/html")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(site.body.encode())

        do_POST = do_GET  # noqa: N815 - as the base class calls it

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class calls it
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site = Elsewhere(server.server_port)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield site
        server.shutdown()
