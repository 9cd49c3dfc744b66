"""`python -m docs`: write anew what documentation takes from the code."""

from collections.abc import Callable, Mapping
from pathlib import Path

from docs import component, openapi, outcome, pictures, policy_tables, settings_table

GENERATED: Mapping[Path, Callable[[], str]] = {
    component.SCHEMA: component.schema_text,
    component.API: component.api_text,
    component.README: component.readme_text,
    openapi.DOCUMENT: openapi.text,
    outcome.TYPES: outcome.types_text,
    pictures.PAGE: pictures.architecture_text,
    policy_tables.FILE: policy_tables.text,
    settings_table.FILE: settings_table.text,
}

if __name__ == "__main__":
    for file, text in GENERATED.items():
        file.write_text(text(), encoding="utf-8", newline="\n")
