"""Request bodies, forms too, arrive as they were sent; compressed ones are unpacked, up to 10 MB, or answered by a 415.

AWS accepts the content encodings gzip, deflate and identity, and answers 415 to any other, and to a body that isn't in
the encoding that it claims. LocalEmu fails on such a body with a 500, leaves every encoding but gzip as it is, and
limits neither what a small body unpacks to nor a body that comes in chunks. To AWS a form is a body like any other;
LocalEmu parses it and writes it anew.
Sources: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-make-request-with-compressed-payload.html,
…/api-gateway-enable-compression.html, …/limits.html (10 MB)
"""

import io
import zlib
from importlib import import_module
from typing import IO, Any

from local.emulator.when_imported import instead_of

EXECUTE_API = "localemu.services.apigateway.next_gen.execute_api"
LIMIT = 10 * 1024 * 1024  # bytes


def unpacked(coding: str, body: IO[bytes]) -> bytes:
    """Return the first LIMIT bytes of a body and one more; LocalEmu has undone gzip and calls it identity.

    Raises ValueError if it isn't in that encoding, or AWS doesn't support the encoding.
    """
    try:
        if coding in ("", "identity"):
            return body.read(LIMIT + 1)
        if coding == "deflate":
            return zlib.decompressobj().decompress(body.read(LIMIT + 1), LIMIT + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"not {coding}") from error
    raise ValueError(f"unknown: {coding}")


@instead_of(f"{EXECUTE_API}.handlers.parse", "restore_payload")
def payload(_as_it_is: object, request: Any) -> bytes:
    errors, packed = import_module(f"{EXECUTE_API}.gateway_response"), request.stream
    request.stream = io.BytesIO()  # others read it again, even if it is wrong
    try:
        body = unpacked(request.headers.get("Content-Encoding", "").strip().lower(), packed)
    except ValueError as error:
        raise errors.UnsupportedMediaTypeError("Unsupported Media Type") from error
    if len(body) > LIMIT:
        raise errors.RequestTooLargeError(f"Request body must be less than {LIMIT} bytes")
    return body
