"""Configuration without the CLI: defaults, a stack's file, overrides, and what is refused."""

from pathlib import Path
from typing import Any

import pytest

from components.project import NAME
from local import configuration
from local.configuration import ConfigurationError
from local.paths import ROOT
from tests.unit.local.odd_yaml import REFUSED, SCALARS

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
    name, values = configuration.merged(directory / "Pulumi.yaml", directory / "Pulumi.local.yaml", given)
    assert name == "shop"
    return values


def test_defaults_then_the_stack_then_overrides_win(tmp_path: Path) -> None:
    values = load(tmp_path, "config: {shop:rate: 5, shop:cdn: false}", rate=7)
    assert values == {"aws:region": "us-east-2", "shop:cdn": "false", "shop:rate": "7", "shop:origins": "[]"}


def test_what_only_the_cli_can_read_is_refused(tmp_path: Path) -> None:
    sentence = r"^Pulumi\.local\.yaml: shop:rate is encrypted, which only the Pulumi CLI can read$"
    with pytest.raises(ConfigurationError, match=sentence):
        load(tmp_path, "config: {shop:rate: {secure: abc}}")


def test_a_stack_may_set_nothing(tmp_path: Path) -> None:
    assert load(tmp_path, "config:\n")["shop:cdn"] == "true"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"Pulumi\.yaml is missing"):
        configuration.load(tmp_path / "Pulumi.yaml", tmp_path / "Pulumi.local.yaml", {})


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.local.yaml").mkdir()
    with pytest.raises(ConfigurationError, match=r"^Pulumi\.local\.yaml can't be read: Is a directory$"):
        configuration.load(ROOT / "Pulumi.yaml", tmp_path / "Pulumi.local.yaml", {})


def test_a_file_that_is_no_yaml_is_named_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"^Pulumi\.local\.yaml is not valid YAML: [^\n]*$"):
        load(tmp_path, "config: [")


def test_the_projects_own_files_go_together() -> None:
    values = configuration.load(ROOT / "Pulumi.yaml", ROOT / "Pulumi.local.yaml", {})
    assert values[f"{NAME}:cdn"] == "false"


def test_what_the_settings_refuse_is_told_with_the_files_name(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.local.yaml").write_text("config: {cdn: 1}")
    with pytest.raises(
        ConfigurationError, match=rf"^Pulumi\.local\.yaml: {NAME}:cdn must be true or false, got 1$"
    ):
        configuration.load(ROOT / "Pulumi.yaml", tmp_path / "Pulumi.local.yaml", {})


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("origins: '[]'", "array"),
        ("origins: https://a.example", "array"),
        ("origins:", "array"),
        ("rate: [5]", "integer"),
    ],
)
def test_a_value_of_another_type_than_the_projects_is_refused_as_by_the_cli(
    value: str, kind: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigurationError, match=rf"^Pulumi\.local\.yaml: shop:\w+ must be of type {kind}$"):
        load(tmp_path, f"config:\n  {value}\n")


def test_a_project_may_give_a_value_without_more_words(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.yaml").write_text(
        "name: shop\nconfig: {aws:region: us-west-2, cdn: true, origins: [value]}\n"
    )
    (tmp_path / "Pulumi.local.yaml").write_text("")
    _, values = configuration.merged(tmp_path / "Pulumi.yaml", tmp_path / "Pulumi.local.yaml", {})
    assert values == {"aws:region": "us-west-2", "shop:cdn": "true", "shop:origins": '["value"]'}


@pytest.mark.parametrize(("written", "text"), SCALARS.items())
def test_a_value_is_read_as_the_cli_reads_it(written: str, text: str, tmp_path: Path) -> None:
    read = load(tmp_path, f"config:\n  shop:any: {written}\n")["shop:any"]
    assert read.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("content", REFUSED.values(), ids=[*REFUSED])
def test_a_file_that_the_cli_refuses_is_refused_in_one_sentence(content: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"^[^\n]*Pulumi\.local\.yaml[^\n]*$"):
        load(tmp_path, content)


def test_a_key_with_its_package_and_without_is_ambiguous(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="shop:rate is set twice, with its package and without"):
        load(tmp_path, "config: {rate: 1, shop:rate: 2}")


@pytest.mark.parametrize(
    "content",
    ["config: {shop:config:rate: 5}", "a: &a {rate: 5}\nconfig: {<<: *a}", "---\nconfig: {rate: 5}\n---\n[]"],
)
def test_what_the_cli_takes_is_taken(content: str, tmp_path: Path) -> None:
    assert load(tmp_path, content)["shop:rate"] == "5"


def test_a_secret_deep_inside_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="encrypted"):
        load(tmp_path, "config: {shop:origins: [{secure: abc}]}")
