"""A model that API Gateway refuses is refused; a `$ref` leads to the model's own definitions; patterns, also those of
names, are JavaScript's; numbers are divided as decimals.

AWS accepts as models only schemas that `models.schema.json` allows, lets a `$ref` lead to the schema's own definitions,
reads patterns as JavaScript does, and divides exactly. LocalEmu accepts any text, looks for another model at each
`$ref`, reads patterns as Python does, and takes 0.3 for no multiple of 0.1. AWS also knows references to other models;
here they are refused, since the project has none.
Source: docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
"""

import json
import re
from array import array
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from local.emulator.when_imported import instead_of, when_imported

SCHEMA = Path(__file__).parents[3] / "components" / "rest_api" / "models.schema.json"
METHOD_REQUEST = "localemu.services.apigateway.next_gen.execute_api.handlers.method_request"
TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|[.$]", re.DOTALL)
# What \s means. Source: ecma-international.org/ecma-262/5.1/#sec-15.10.2.12
SPACES = r"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
PYTHONS = {".": r"[^\n\r\u2028\u2029]", "$": r"\Z", r"\s": f"[{SPACES}]", r"\S": f"[^{SPACES}]"}


@cache
def javascript(pattern: str) -> re.Pattern[str]:
    """Return a JavaScript pattern as a Python pattern, for texts in `units`."""

    def python(token: re.Match[str]) -> str:
        if token[0].startswith("["):
            return re.sub(r"\\.", lambda escape: SPACES if escape[0] == r"\s" else escape[0], token[0])
        return PYTHONS.get(token[0], token[0])

    return re.compile(TOKEN.sub(python, units(pattern)), re.ASCII)


def units(text: str) -> str:
    """Return a text with one character for each UTF-16 unit, as JavaScript counts."""
    return "".join(map(chr, array("H", text.encode("utf-16", "surrogatepass")[2:])))


@when_imported("localemu.services.apigateway.legacy.provider")
def refuse_other_models(module: Any) -> None:
    from jsonschema import Draft202012Validator, ValidationError  # noqa: PLC0415 LocalEmu's, loaded with it

    provider, formats = module.ApigatewayProvider, Draft202012Validator.FORMAT_CHECKER
    models = Draft202012Validator(json.loads(SCHEMA.read_text()), format_checker=formats)
    create, update = provider.create_model, provider.update_model

    def require(schema: str | None) -> None:
        try:
            models.validate(json.loads(schema or "{}"))
        except (ValueError, ValidationError) as error:
            told = getattr(error, "message", error)
            raise module.BadRequestException(f"Invalid model specified: {told}") from error

    def create_model(self: Any, context: Any, **given: Any) -> Any:
        require(given.get("schema"))
        return create(self, context, **given)

    def update_model(self: Any, context: Any, **given: Any) -> Any:
        for operation in given["patch_operations"]:
            if operation["path"] == "/schema":
                require(operation.get("value"))
        return update(self, context, **given)

    provider.create_model, provider.update_model = create_model, update_model


@instead_of("localemu.services.apigateway.helpers", "ModelResolver.resolve_model")
def leave_references(_resolve: Any, _resolver: object, model: Any) -> Any:
    return model


@when_imported("jsonschema._keywords", "jsonschema._utils")
def search_as_javascript(keywords: Any) -> None:
    """For `pattern`, `patternProperties`, and `additionalProperties`, which are those that no pattern fits."""
    keywords.re = SimpleNamespace(search=lambda pattern, text: javascript(pattern).search(units(text)))


@when_imported(METHOD_REQUEST)
def divide_as_decimals(handlers: Any) -> None:
    from jsonschema import Draft4Validator, validators  # noqa: PLC0415 LocalEmu's, loaded with it

    def multiple_of(validator: Any, step: float, instance: Any, _schema: Any) -> Iterator[Exception]:
        if validator.is_type(instance, "number") and Fraction(str(instance)) % Fraction(str(step)):
            yield handlers.ValidationError(f"{instance} is no multiple of {step}")

    draft_4: Any = validators.extend(Draft4Validator, {"multipleOf": multiple_of})
    handlers.validate = lambda instance, schema: draft_4(schema).validate(instance)
