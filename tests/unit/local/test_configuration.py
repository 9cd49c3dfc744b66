"""Configuration without the CLI: defaults, a stack's file, overrides, and what is refused."""

from pathlib import Path
from typing import Any

import pytest

from local import configuration
from local.configuration import ConfigurationError
from local.paths import ROOT

PROJECT = """
name: shop
config:
  aws:region: {value: us-east-2}
  cdn: {type: boolean, default: true}
  rate: {type: integer, description: Requests per second}
  origins: {type: array, items: {type: string}, default: []}
"""


def load(directory: Path, stack: str, **overrides: Any) -> dict[str, str]:
    (directory / "Pulumi.yaml").write_text(PROJECT)
    (directory / "Pulumi.local.yaml").write_text(stack)
    given = {f"shop:{key}": value for key, value in overrides.items()}
    return configuration.load(directory / "Pulumi.yaml", directory / "Pulumi.local.yaml", given)


def test_defaults_then_the_stack_then_overrides_win(tmp_path: Path) -> None:
    values = load(tmp_path, "config: {shop:rate: 5, shop:cdn: false}", rate=7)
    assert values == {"aws:region": "us-east-2", "shop:cdn": "false", "shop:rate": "7", "shop:origins": "[]"}


def test_a_missing_key_is_named_with_its_description(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigurationError, match=r"Pulumi\.local\.yaml must give shop:rate: Requests per second"
    ):
        load(tmp_path, "config: {}")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("shop:rate: fast", "shop:rate must be of type integer, not 'fast'"),
        ("shop:rate: true", "shop:rate must be of type integer, not True"),
        ("shop:cdn: 1", "shop:cdn must be of type boolean, not 1"),
        ("shop:origins: [1]", "every item of shop:origins must be of type string"),
        ("shop:colour: red", "shop:colour is not in the schema of Pulumi.yaml"),
        ("shop:origins: {secure: abc}", "shop:origins is encrypted, which only the Pulumi CLI can read"),
    ],
)
def test_a_wrong_value_is_told_in_one_sentence(tmp_path: Path, line: str, sentence: str) -> None:
    with pytest.raises(ConfigurationError, match=sentence):
        load(
            tmp_path, f"config:\n  shop:rate: 1\n  {line}\n" if "rate" not in line else f"config:\n  {line}\n"
        )


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"Pulumi\.yaml is missing"):
        configuration.load(tmp_path / "Pulumi.yaml", tmp_path / "Pulumi.local.yaml", {})


def test_a_file_that_is_no_yaml_is_named_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"^Pulumi\.local\.yaml is no YAML: [^\n]*$"):
        load(tmp_path, "config: [")


def test_the_projects_own_files_go_together() -> None:
    values = configuration.load(ROOT / "Pulumi.yaml", ROOT / "Pulumi.local.yaml", {})
    assert values["gopizza:cdn"] == "false"
