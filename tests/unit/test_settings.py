"""The settings: what the schema describes is what the program reads, and contradictions are named."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pulumi
import pytest
import yaml

from components import settings
from tests.graph import build

ROOT = Path(__file__).parents[2]
SCHEMA: dict[str, Any] = yaml.safe_load((ROOT / "Pulumi.yaml").read_text())["config"]
OWN = {key: declared for key, declared in SCHEMA.items() if ":" not in key}


def as_text(value: object) -> str:
    """Return a value as Pulumi hands its configuration to a program."""
    return value if isinstance(value, str) else json.dumps(value)


def load(**values: object) -> settings.Settings:
    """Load the settings from the schema's defaults and `values`; a key without a package is of the project."""
    config = (
        {key: declared["default"] for key, declared in OWN.items()} | {"aws:region": "us-east-2"} | values
    )
    loaded: list[settings.Settings] = []

    def program() -> None:
        full = {key if ":" in key else f"gopizza:{key}": as_text(value) for key, value in config.items()}
        pulumi.runtime.set_all_config(full)
        loaded.append(settings.load())

    build(program)
    return loaded[0]


def camel_case(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


def test_every_key_of_the_schema_is_a_setting_and_every_setting_is_in_the_schema() -> None:
    fields = {camel_case(field.name) for field in dataclasses.fields(settings.Settings)}
    assert fields == {*OWN, "region", "profile", "allowedAccountIds"}, "these three are the aws package's own"


def test_every_key_has_a_type_a_description_and_a_default() -> None:
    assert all({"type", "description", "default"} <= set(declared) for declared in OWN.values())


@pytest.mark.parametrize("stack", ["dev", "prod", "local"])
def test_a_stack_sets_only_keys_that_exist(stack: str) -> None:
    config = yaml.safe_load((ROOT / f"Pulumi.{stack}.yaml").read_text())["config"]
    assert {key.removeprefix("gopizza:") for key in config} <= set(OWN)


def test_the_defaults_are_a_stack_for_aws() -> None:
    loaded = load()
    assert loaded.cdn is True
    assert loaded.allowed_origins == ()
    assert loaded.log_retention_days == 14


def test_the_provider_gets_the_aws_settings_that_an_explicit_provider_would_ignore() -> None:
    loaded = load(**{"aws:profile": "shop", "aws:allowedAccountIds": ["123456789012"]})
    assert (loaded.region, loaded.profile, loaded.allowed_account_ids) == (
        "us-east-2",
        "shop",
        ("123456789012",),
    )


def test_without_aws_settings_credentials_come_from_the_environment_and_any_account_is_allowed() -> None:
    loaded = load()
    assert (loaded.profile, loaded.allowed_account_ids) == (None, ())


def test_production_protects_what_holds_data_and_can_wind_orders_back() -> None:
    config = yaml.safe_load((ROOT / "Pulumi.prod.yaml").read_text())["config"]
    loaded = load(**{key.removeprefix("gopizza:"): value for key, value in config.items()})
    assert loaded.protect is True
    assert loaded.recovery_days == 35


def test_a_website_url_loses_its_last_slash() -> None:
    assert load(cdn=False, websiteUrl="http://localhost:8080/").website_url == "http://localhost:8080"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"websiteUrl": "http://localhost:8080"}, "is for stacks with gopizza:cdn false"),
        ({"cdn": False}, "gopizza:websiteUrl must say where"),
        ({"allowedOrigins": [1]}, "gopizza:allowedOrigins must be a list of texts"),
        ({"aws:allowedAccountIds": 1}, "aws:allowedAccountIds must be a list of texts"),
    ],
)
def test_a_contradiction_is_one_sentence_that_names_the_key(values: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load(**values)
