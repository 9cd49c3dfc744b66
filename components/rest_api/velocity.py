"""The mapping templates: files in `templates/` whose `__NAMES__` are replaced at deployment.

API Gateway renders them with Velocity. `$util.escapeJavaScript` also escapes apostrophes, which JSON doesn't allow, so
each use is followed by `.replaceAll("\\\\'", "'")`. Values of a request are output and never parsed as a template.
Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from .access import AccessKind, proof
from .args import Settings
from .errors import ApiError

# The longest input that Step Functions accepts, in bytes of UTF-8.
# Source: docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
INPUT_LIMIT = 262_144
# In characters, after escaping. A byte of UTF-8 becomes at most three characters, if its character has two or four
# bytes: \u00E9, \uD83C\uDF55. That is below the 1 MB that a request to Step Functions may have.
ESCAPED_LIMIT = 3 * INPUT_LIMIT

TEMPLATES = Path(__file__).parent / "templates"
PLACEHOLDER = re.compile(r"__[A-Z]+(?:_[A-Z]+)*__")


def template(name: str, **values: str) -> str:
    """Return the template `name` with `__KEY__` replaced for each key of `values`.

    Raises KeyError, with the placeholder's name, for one that has no value.
    """
    text = (TEMPLATES / f"{name}.vtl").read_text(encoding="utf-8")
    return PLACEHOLDER.sub(lambda match: values[match.group().strip("_")], text)


def allow_origin(origins: Sequence[str]) -> str:
    """Return the lines that set the header to the caller's origin if it is allowed; one origin needs none.

    The static header is the first origin. The template reads both spellings, since header names are case-sensitive in
    templates and arrive in lower case over HTTP/2.
    Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
    """
    if len(origins) == 1:
        return ""
    allowed = " || ".join(f'$origin == "{origin}"' for origin in origins)
    return template("allow_origin", IS_ALLOWED=allowed).rstrip()


def cases(errors: Mapping[str, ApiError], otherwise: ApiError) -> str:
    """Return the Velocity lines that set $status, $code and $sentence for the exception named by $type."""
    branches = [f'if($type == "{name}")\n{assignments(error)}' for name, error in errors.items()]
    return "#" + "\n#else".join([*branches, f"\n{assignments(otherwise)}"]) + "\n#end"


def execution_input(settings: Settings) -> str:
    """Return an execution's input as the inside of a JSON string, with `$escaped` for the client's input.

    If the caller is included, its id is escaped twice, since it is inside JSON inside JSON.
    """
    if not settings.caller:
        return "$escaped"
    kind, principal = settings.access["kind"], proof(settings.access).principal
    once = '.replaceAll("\\\\\'", "\'")'
    escaped = f"$util.escapeJavaScript($util.escapeJavaScript({principal}){once}){once}"
    return (
        rf"{{\"caller\":{{\"kind\":\"{AccessKind(kind).value}\",\"id\":\"{escaped}\"}},\"input\":$escaped}}"
    )


def assignments(error: ApiError) -> str:
    """Return the Velocity lines that set $status, $code and $sentence to an error's."""
    return (
        f'#set($status = {error.status})\n#set($code = "{error.code}")\n#set($sentence = "{error.message}")'
    )
