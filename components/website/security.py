"""The security headers of every response of the website, wherever it is served."""

from collections.abc import Sequence

# Features for which browsers would ask the user. Browsers warn about features that they don't know.
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
    """Return the page's Content-Security-Policy: it may load itself, call the API and play audio.

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
    """Return every security header except Strict-Transport-Security, which is only for TLS.

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
