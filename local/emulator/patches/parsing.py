"""Definitions, mapping templates, JSONPaths, update expressions and keys are parsed once.

LocalEmu parses a state machine's definition each time an execution starts, a mapping template for each request, after
it has searched it for two spellings that its parser doesn't know, and a JSONPath each time it is looked up, for which
its JSONPath libraries rebuild the tables of their grammar. Its DynamoDB parses an update expression several times. Its
KMS reads and checks the private half of a key for each decryption, which takes ten times as long as the decryption.
"""

import functools
from types import SimpleNamespace
from typing import Any

import wrapt

from local.emulator.when_imported import when_imported

DEFINITIONS = "localemu.services.stepfunctions.asl.parse.asl_parser"
JSON_PATHS = (
    "localemu.services.stepfunctions.asl.component.common.path.result_path",
    "localemu.services.stepfunctions.asl.utils.json_path",
    "localemu.services.apigateway.next_gen.execute_api.template_mapping",
)
GRAMMARS = ("jsonpath_ng.parser", "jsonpath_rw.parser")
TEMPLATES = "localemu.utils.aws.templating"
UPDATES = "moto.dynamodb.parsing.expressions"
KEYS = "localemu.services.kms.models"
KEPT_DEFINITIONS, KEPT_PATHS, KEPT_TEMPLATES, KEPT_UPDATES, KEPT_KEYS = 64, 1024, 256, 256, 64


@when_imported(DEFINITIONS)
def _keep_programs(definitions: Any) -> None:
    """A program is only read: a Map state's workers share one."""
    parser = definitions.AmazonStateLanguageParser
    parser.parse = staticmethod(functools.lru_cache(KEPT_DEFINITIONS)(parser.parse))


@when_imported("localemu.services.stepfunctions.asl.component.eval_component")
def _know_parts_by_identity(components: Any) -> None:
    """A part makes its key when first asked for it: executions at once would get different ones."""
    components.EvalComponent.heap_key = property(id)


@when_imported(*JSON_PATHS)
def _keep_paths(json_paths: Any) -> None:
    json_paths.parse = functools.lru_cache(maxsize=KEPT_PATHS)(json_paths.parse)


@when_imported(*GRAMMARS)
def _keep_tables(parsers: Any) -> None:
    build, built = parsers.ply.yacc.yacc, dict[tuple[type, str], SimpleNamespace]()

    def yacc(**settings: Any) -> SimpleNamespace:
        grammar = type(settings["module"]), settings["start"]
        if grammar not in built:
            # A parser has state: one thread at a time.
            built[grammar] = SimpleNamespace(parse=wrapt.synchronized(build(**settings).parse))
        return built[grammar]

    parsers.ply = SimpleNamespace(yacc=SimpleNamespace(yacc=yacc))


@when_imported(TEMPLATES)
def _keep_templates(templating: Any) -> None:
    template = templating.airspeed.Template  # it is only read after parsing
    templating.airspeed = SimpleNamespace(Template=functools.lru_cache(maxsize=KEPT_TEMPLATES)(template))
    replace = templating.re.sub
    respell = functools.lru_cache(maxsize=KEPT_TEMPLATES)(replace)

    def sub(pattern: str, replacement: str, text: str, **count: int) -> str:
        """Keep what becomes of a template, which is told by a count, but of no request's text."""
        return (respell if count else replace)(pattern, replacement, text, **count)

    templating.re = SimpleNamespace(sub=sub, MULTILINE=templating.re.MULTILINE)


@when_imported(UPDATES)
def _keep_updates(expressions: Any) -> None:
    parser = expressions.UpdateExpressionParser  # what it makes is copied before it is changed
    parser.make = staticmethod(functools.lru_cache(KEPT_UPDATES)(parser.make))


@when_imported(KEYS)
def _keep_keys(models: Any) -> None:
    forms = models.crypto_serialization
    load = functools.lru_cache(maxsize=KEPT_KEYS)(forms.load_der_private_key)
    models.crypto_serialization = SimpleNamespace(
        **{name: getattr(forms, name) for name in forms.__all__} | {load.__name__: load}
    )
