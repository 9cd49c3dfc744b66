"""The form of a plan's text: YAML, texts of several lines written as such."""

from typing import Any

import yaml

NO_WRAPPING = 1_000_000  # characters of a line


class Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks, and a value that comes twice twice."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the method's contract
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


Dumper.add_representer(str, _text)


def yaml_text(content: Any) -> str:
    """Return `content`, of mappings, lists and plain values, in the order that it has."""
    return yaml.dump(content, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=NO_WRAPPING)
