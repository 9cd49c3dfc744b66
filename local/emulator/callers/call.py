"""A call as it came over the wire, before anything is made of it, and its refusal."""

import io
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs
from xml.sax.saxutils import escape


class RefusedError(Exception):
    """A call that may not pass. code: AWS's own word for it. headers: of the answer; with one it's a 401."""

    def __init__(self, code: str, message: str, headers: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(message)
        self.code, self.headers = code, headers

    def told(self, *, as_json: bool) -> tuple[str, bytes]:
        """Return the content type and the body of the answer."""
        if as_json:
            body = json.dumps({"__type": self.code, "message": str(self)})
            return "application/x-amz-json-1.0", body.encode()
        error = f"<Error><Code>{self.code}</Code><Message>{escape(str(self))}</Message></Error>"
        return "application/xml", f"<ErrorResponse>{error}</ErrorResponse>".encode()


@dataclass(frozen=True)
class Call:
    """target: as in the request's first line. headers: in their order, names in lower case."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    _environ: dict[str, Any]

    @classmethod
    def of(cls, environ: dict[str, Any]) -> "Call":
        """Return the call behind a WSGI environment of rolo's."""
        raw = ((name.decode("latin-1"), value.decode("latin-1")) for name, value in environ["rolo.headers"])
        headers = tuple((name.lower().replace("_", "-"), value.strip()) for name, value in raw)
        return cls(environ["REQUEST_METHOD"], environ["RAW_URI"], headers, environ)

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]

    @cached_property
    def parameters(self) -> dict[str, list[str]]:
        """The query's parameters, decoded."""
        return parse_qs(self.query, keep_blank_values=True)

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(name for name, _ in self.headers)

    def one(self, name: str) -> str | None:
        """Return a header's value; None where there is none or more than one."""
        values = [value for known, value in self.headers if known == name]
        return values[0] if len(values) == 1 else None

    @cached_property
    def body(self) -> bytes:
        """The body as it came, whoever has read it; whoever comes next can read it again."""
        stream: io.BytesIO = self._environ["wsgi.input"]
        stream.seek(0)
        read = stream.read()
        stream.seek(0)
        return read
