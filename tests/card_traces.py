"""Find what only a card's holder knows, however it's written down."""

import base64
import functools
import re

from tests.cards import ALL, APPROVED

SANDBOX = "the sandbox's card number"
CODE = "a security code"
_BETWEEN_GROUPS = b" -._+"  # 1111 1111, 1111-1111; in a URL a blank is a plus
# Each run of backslashes is read once, from its start: there are records of a quarter of a million of them.
_ESCAPED = re.compile(rb"(?<!\\)\\++u00([0-7][0-9a-f])|%([0-7][0-9a-f])|&nbsp;", re.IGNORECASE)
_ANY_CODE = re.compile(rb"securitycode\W{1,8}[0-9]{3,4}")


def traces(content: bytes) -> list[str]:
    """Return what `content` gives away of the tests' cards, in words that don't repeat it."""
    text = _plain(content)
    found = {what for what, forms in _plain_forms().items() if any(form in text for form in forms)}
    found |= {what for what, forms in _coded_forms().items() if any(form in content for form in forms)}
    if _ANY_CODE.search(text) or _our_codes().search(text):
        found.add(CODE)
    return sorted(found)


def _plain(content: bytes) -> bytes:
    """Undo what JSON, URLs and HTML do to digits and letters, and drop what may stand between them."""
    return _ESCAPED.sub(_character, content).translate(None, _BETWEEN_GROUPS).lower()


def _character(match: re.Match[bytes]) -> bytes:
    code = match[1] or match[2]
    return bytes([int(code, 16)]) if code else b" "


@functools.cache
def _secrets() -> dict[str, set[str]]:
    numbers = {card.number for card in ALL} - {APPROVED}
    return {
        SANDBOX: {APPROVED},
        "a card number": numbers,
        "a cardholder's name": {card.name for card in ALL},
        "a ZIP code": {card.zip for card in ALL},
    }


@functools.cache
def _plain_forms() -> dict[str, set[bytes]]:
    return {what: {_plain(secret.encode()) for secret in secrets} for what, secrets in _secrets().items()}


@functools.cache
def _coded_forms() -> dict[str, set[bytes]]:
    return {
        what: {form for secret in secrets for form in (secret.encode().hex().encode(), *_in_base64(secret))}
        for what, secrets in _secrets().items()
    }


def _in_base64(secret: str) -> list[bytes]:
    """Return how the secret looks in Base64 behind 0, 1 or 2 other bytes, as far as it alone decides."""
    forms = []
    for before, skipped in ((0, 0), (1, 2), (2, 3)):
        encoded = base64.b64encode(bytes(before) + secret.encode())
        forms.append(encoded[skipped : (before + len(secret)) * 8 // 6])
    return forms


@functools.cache
def _our_codes() -> re.Pattern[bytes]:
    codes = b"|".join(code.encode() for code in sorted({card.securityCode for card in ALL}))
    return re.compile(rb"[\"'=]\\*(" + codes + rb")\\*[\"'&]")
