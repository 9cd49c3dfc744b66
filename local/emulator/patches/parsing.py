"""Parsing the same text again and again.

LocalEmu parses a state machine's definition at each start of an execution, and a JSONPath each time it's looked up, for
which its JSONPath libraries build the tables of their grammar anew.
"""

import functools
from typing import Any

from local.emulator.when_imported import when_imported

DEFINITIONS = "localemu.services.stepfunctions.asl.parse.asl_parser"
JSON_PATHS = (
    "localemu.services.stepfunctions.asl.component.common.path.result_path",
    "localemu.services.stepfunctions.asl.utils.json_path",
    "localemu.services.apigateway.next_gen.execute_api.template_mapping",
)
KEPT_DEFINITIONS, KEPT_PATHS = 64, 1024


def install() -> None:
    """Parse each definition and each path once."""
    when_imported(DEFINITIONS, _keep_trees)
    for module in JSON_PATHS:
        when_imported(module, _keep_paths)


def _keep_trees(definitions: Any) -> None:
    parser = definitions.AmazonStateLanguageParser
    parse_all = parser.parse

    @functools.lru_cache(maxsize=KEPT_DEFINITIONS)
    def tree_of(definition: str) -> object:
        return parse_all(definition)[1]

    def parse(definition: str) -> tuple[object, object]:
        tree = tree_of(definition)  # only read; the program made of it belongs to one execution
        return definitions.Preprocessor().visit(tree), tree

    parser.parse = staticmethod(parse)


def _keep_paths(json_paths: Any) -> None:
    json_paths.parse = functools.lru_cache(maxsize=KEPT_PATHS)(json_paths.parse)
