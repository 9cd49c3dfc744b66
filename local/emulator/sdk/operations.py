"""The functions of the generated client and their parameters."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

ANY = "ANY"
REQUEST = "method.request."
PLACES = ("path", "header", "querystring")


@dataclass(frozen=True)
class Operation:
    """One method of the API; parameters by their location, in alphabetical order."""

    verb: str
    path: str
    in_path: tuple[str, ...]
    in_headers: tuple[str, ...]
    in_query: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return its name in the client: `GET /` is rootGet, `GET /pets/{petId}` is petsPetIdGet.

        Words consist of letters and digits. As seen in SDKs that AWS generated: `/get-track-info` is getTrackInfoGet,
        `/get_bookings` getBookingsGet, `/{proxy+}` proxyGet.
        """
        words = re.findall(r"[A-Za-z0-9]+", self.path) or ["root"]
        joined = "".join(word[0].upper() + word[1:] for word in (*words, self.verb.lower()))
        return joined[0].lower() + joined[1:]

    @property
    def parameters(self) -> tuple[str, ...]:
        """Return all names: AWS's client requires every declared parameter, even optional ones."""
        return (*self.in_path, *self.in_headers, *self.in_query)


def operations(resources: Iterable[Mapping[str, Any]]) -> list[Operation]:
    """Return the methods of API Gateway's resources, by path and verb; the SDK omits ANY methods.

    Source: docs.aws.amazon.com/apigateway/latest/developerguide/how-to-generate-sdk-javascript.html
    """
    found = [
        _operation(verb, resource["path"], method.get("requestParameters") or {})
        for resource in resources
        for verb, method in resource["resourceMethods"].items()
        if verb != ANY
    ]
    return sorted(found, key=lambda operation: (operation.path, operation.verb))


def _operation(verb: str, path: str, parameters: Mapping[str, bool]) -> Operation:
    in_path, in_headers, in_query = (_named(f"{REQUEST}{place}.", parameters) for place in PLACES)
    return Operation(verb, path, in_path, in_headers, in_query)


def _named(prefix: str, parameters: Mapping[str, bool]) -> tuple[str, ...]:
    return tuple(sorted(name.removeprefix(prefix) for name in parameters if name.startswith(prefix)))
