"""The security headers that every answer of the website carries, wherever it is served."""

from collections.abc import Sequence

# What browsers would ask their user for, had the page a use for it. They warn of features that they don't know.
# Source: www.w3.org/TR/permissions-policy/
UNUSED_FEATURES = (
    "camera",
    "display-capture",
    "geolocation",
    "hid",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
)
HSTS_SECONDS = 63_072_000  # two years, what hstspreload.org asks for


def content_security_policy(connect: Sequence[str], media: Sequence[str]) -> str:
    """Return the page's Content-Security-Policy: itself, the API it calls and the audio it plays.

    connect: origins the page may fetch from, such as the API's (`https://host[:port]`).
    media: origins or hosts that `<audio>` may play from.
    Source: www.w3.org/TR/CSP3/
    """
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "connect-src": ["'self'", *connect],
        "media-src": list(media) or ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def security_headers(policy: str) -> dict[str, str]:
    """Return every security header but Strict-Transport-Security, which only TLS may carry.

    policy: a Content-Security-Policy, see `content_security_policy`.
    Source: owasp.org/www-project-secure-headers/
    """
    return {
        "Content-Security-Policy": policy,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
