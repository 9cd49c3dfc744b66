"""The settings: what the schema describes is what the program reads, and a wrong one is one sentence."""

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pulumi
import pytest
import yaml

from components import settings
from components.orders import OrderSystemArgs
from components.project import NAME
from components.rest_api import RestApiArgs, Throttle
from components.rest_api.args import settings as checked
from components.rest_api.args import words
from tests.graph import build

ROOT = Path(__file__).parents[2]
SCHEMA: dict[str, Any] = yaml.safe_load((ROOT / "Pulumi.yaml").read_text())["config"]
OWN = {key: declared for key, declared in SCHEMA.items() if ":" not in key}
FIELDS = {key if ":" in key else f"{NAME}:{key}": rule for key, rule in settings.RULES.items()}


def as_text(value: object) -> str:
    """Return a value as Pulumi hands its configuration to a program."""
    return value if isinstance(value, str) else json.dumps(value)


def given(values: dict[str, Any]) -> dict[str, str]:
    """Return the schema's defaults and `values`; a key without a package is of the project."""
    defaults = {key: declared["default"] for key, declared in OWN.items()}
    config = {**defaults, "aws:region": "us-east-2", **values}
    return {key if ":" in key else f"{NAME}:{key}": as_text(value) for key, value in config.items()}


def read(**values: Any) -> settings.Settings:
    return settings.read(given(values), NAME, "dev")


def refusal(values: dict[str, str], secret: set[str] | None = None) -> str:
    with pytest.raises(settings.SettingsError) as refused:
        settings.read(values, NAME, "dev", secret or set())
    return str(refused.value)


def test_every_key_of_the_schema_is_a_setting_and_every_setting_is_in_the_schema() -> None:
    own = {key.removeprefix(f"{NAME}:") for key in FIELDS if key.startswith(f"{NAME}:")}
    assert own == set(OWN)


def test_every_key_has_a_description_and_the_type_of_its_rule() -> None:
    for key, declared in OWN.items():
        rule = FIELDS[f"{NAME}:{key}"]
        assert declared["type"] == rule["type"], key
        assert declared["description"], key


def test_the_program_reads_the_running_stacks_settings() -> None:
    loaded: list[settings.Settings] = []

    def program() -> None:
        pulumi.runtime.set_all_config(given({"recoveryDays": 9}))
        loaded.append(settings.load())

    build(program)
    assert loaded == [read(recoveryDays=9)]


@pytest.mark.parametrize("stack", ["Dev", "my_dev"])
def test_a_stack_whose_name_aws_would_refuse_makes_nothing(stack: str) -> None:
    def program() -> None:
        pulumi.runtime.set_all_config(given({}))
        settings.load()

    sentence = rf"^Pulumi\.{stack}\.yaml: a stack's name must be 1 to \d+ lower case letters, digits and inner hyphens"
    with pytest.raises(settings.SettingsError, match=sentence):
        build(program, stack)


def test_a_secret_is_never_shown() -> None:
    def program() -> None:
        pulumi.runtime.set_all_config(given({"voiceId": "hush"}), [f"{NAME}:voiceId"])
        settings.load()

    with pytest.raises(settings.SettingsError, match=rf"{NAME}:voiceId must be .*, got a secret$") as refused:
        build(program)
    assert "hush" not in str(refused.value)


def test_the_defaults_are_within_their_bounds_and_a_stack_for_aws() -> None:
    loaded = read()
    assert loaded.cdn is True
    assert loaded.allowed_origins == ()
    assert loaded.log_retention_days == 14


def test_the_provider_gets_the_aws_settings_that_an_explicit_provider_would_ignore() -> None:
    loaded = read(**{"aws:profile": "shop", "aws:allowedAccountIds": ["123456789012"]})
    assert (loaded.region, loaded.profile, loaded.allowed_account_ids) == (
        "us-east-2",
        "shop",
        ("123456789012",),
    )


def test_without_aws_settings_credentials_come_from_the_environment_and_any_account_is_allowed() -> None:
    loaded = read()
    assert (loaded.profile, loaded.allowed_account_ids) == (None, ())


@pytest.mark.parametrize(
    "url", ["https://shop.example", "https://shop.example:8443", "http://localhost:8080"]
)
def test_a_website_without_cloudfront_is_where_browsers_encrypt(url: str) -> None:
    assert read(cdn=False, websiteUrl=url).website_url == url


def test_what_belongs_to_the_engine_and_to_other_packages_is_left_to_them() -> None:
    others = {"pulumi:autonaming": {"pattern": "${name}"}, "pulumi:tags": {}, "gcp:project": "x"}
    assert read(**others) == read()


def test_production_protects_what_holds_data_and_can_wind_orders_back() -> None:
    config = yaml.safe_load((ROOT / "Pulumi.prod.yaml").read_text())["config"]
    loaded = read(**{key.removeprefix(f"{NAME}:"): value for key, value in config.items()})
    assert loaded.protect is True
    assert loaded.recovery_days == 35


# One value at each bound, and one beyond it.
TEXT_OF_128 = "a" * 128
DEPLOYER = "arn:aws:iam::123456789012:role/deployer"
BOUNDS: dict[str, tuple[list[Any], list[Any]]] = {
    "aws:region": (["eu-central-1", "us-gov-west-1"], ["", "Ohio", "us-east", "us-east-2 "]),
    "aws:profile": (["shop", "our shop"], ["", " shop", "sh\x85op"]),
    "aws:allowedAccountIds": (
        [[], ["123456789012"]],
        ["123456789012", 123456789012, [123456789012], ["1234"], ["123456789012"] * 21],
    ),
    "aws:assumeRoles": (
        [[], [{"roleArn": DEPLOYER}], [{"roleArn": DEPLOYER, "externalId": "x"}, {"roleArn": DEPLOYER}]],
        [DEPLOYER, [DEPLOYER], {"roleArn": DEPLOYER}, [{}], [{"roleArn": DEPLOYER, "role": "x"}]],
    ),
    "aws:defaultTags": (
        [{"tags": {}}, {"tags": {"Team": "pizza"}}],
        [
            {},
            {"Team": "pizza"},
            {"tags": {"Team": 1}},
            {"tags": {"Team": "a\x1c"}},
            {"tags": {"Team": 1.5}},
            {"tags": ["Team"]},
            "Team",
        ],
    ),
    "stageName": (["v", TEXT_OF_128], ["", TEXT_OF_128 + "a", "v-1", "v1\n"]),
    "cdn": ([True], [1, "yes", "", "True"]),
    "websiteUrl": (
        [""],
        [
            "http://shop.example",
            "https://shop.example/",
            "https://shop.example/page",
            "http://localhost:808080",
            "http://localhost.pizza.example",
            "localhost:8080",
        ],
    ),
    "certificateArn": (
        [""],
        [
            "x",
            "arn:aws:acm:us-east-2:123456789012:certificate/x",
            "arn:aws:iam::123456789012:server-certificate/x",
        ],
    ),
    "hostedZoneId": ([""], ["pizza.example", "z1", "/hostedzone/Z1"]),
    "waitForCdn": ([True, False], ["yes"]),
    "alarmEmail": (
        ["", "owner@pizza.example"],
        ["owner", "a b@c.d", "@c.d", "a@b", "a\x85@b.c", "a@b\x1c.c"],
    ),
    "monthlyBudget": ([0], [-1, 1_000_001, "5 USD"]),
    "open": ([True, False], ["closed", 0]),
    "allowedOrigins": (
        [[], ["https://shop.example"] * 20],
        ["https://shop.example", [1], ["*"], ["https://shop.example/"], ["https://shop.example"] * 21],
    ),
    "apiRevision": ([1, 2, 1_000_000], [0, -1, 1_000_001, "two", " 2", "2\n", "02", "[" * 100_000]),
    "throttleRate": ([1, 10_000], [0, 10_001, "ten", 1.5, True, "", "1e3", "\N{FULLWIDTH DIGIT ONE}"]),
    "throttleBurst": ([1, 5_000], [0, 5_001, -1]),
    "startRate": ([1, 10_000], [0, 10_001]),
    "startBurst": ([1, 5_000], [0, 5_001]),
    "describeRate": ([1, 10_000], [0, 10_001]),
    "describeBurst": ([1, 5_000], [0, 5_001]),
    "requestsPerIp": ([0, 10, 2_000_000_000], [-1, 1, 9, 2_000_000_001]),
    "apiLogging": ([True, False], ["on"]),
    "logRetentionDays": ([1, 3653], [0, 2, 3654, "14 days"]),
    "orderRetentionDays": ([1, 3650], [0, 3651]),
    "audioRetentionDays": ([1, 3650], [0, 3651]),
    "recoveryDays": ([0, 35], [-1, 36]),
    "protect": ([True, False], [None]),
    "lambdaArchitecture": (["arm64", "x86_64"], ["amd64", "ARM64"]),
    "voiceId": (["Kimberly", "Amy"], ["", "kimberly", "Hans"]),
    "voiceEngine": (["standard", "neural"], ["generative"]),
    "tracing": ([True, False], ["Active"]),
    "workflowVersion": ([0, 1, 1_000_000], [-1, 1_000_001, "live"]),
    "permissionsBoundary": (
        ["", f"arn:aws:iam::123456789012:policy/{NAME}-pipeline-dev-boundary"],
        [f"{NAME}-pipeline-dev-boundary", "arn:aws:iam::123456789012:role/x", "*"],
    ),
    "previousPaymentKeyArns": (
        [[], ["arn:aws:kms:us-east-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"]],
        [["arn:aws:kms:us-east-2:123456789012:alias/orders"], ["1234abcd"], {"arn": "x"}, "[not JSON"],
    ),
}


def test_every_setting_has_its_bounds_tested() -> None:
    assert {key if ":" in key else f"{NAME}:{key}" for key in BOUNDS} == set(FIELDS)


@pytest.mark.parametrize(
    ("key", "value"), [(key, value) for key, (good, _) in BOUNDS.items() for value in good]
)
def test_a_value_within_the_bounds_is_taken(key: str, value: Any) -> None:
    read(**{"aws:region": "us-east-1", key: value} if key == "voiceEngine" else {key: value})


# fmt: off
ORIGINS = [
    "http://localhost", "http://localhost:8080", "http://127.0.0.1:443", "https://shop.example:80",
    "http://[::1]:8080", "https://a.b-c.example", "https://xn--mnchen-3ya.example", "https://shop.example:1",
    "https://shop.example:65535", "https://192.168.0.1", "https://[2001:db8::1:0:0:1]", "https://1.example", "https://0x.example",
]
NO_ORIGINS = [
    "https://shop.example:443", "http://shop.example:80", "https://shop.example:65536",
    "https://shop.example:0", "https://shop.example:08443", "https://shop.example:", "https://shop..example",
    "shop.example", "https://a b", "https://a'b", 'https://a"b', "https://*.example",
    "https://.example", "https://shop.example.", "https://-shop.example", "https://shop-.example",
    "https://münchen.example", "https://Shop.example", "https://me@shop.example",
    "https://me:it@shop.example", "HTTPS://shop.example", "ftp://shop.example", "null", "*",
    "https://shop.example/", "https://shop.example?a", "https://shop.example#a", "https://", "https://[::G]",
    "https://[::1", "https://[:::]", "https://[1]", "https://[0:0:0:0:0:0:0:1]", "https://[2001:db8:0:0:1::1]",
    "https://[::ffff:127.0.0.1]", "https://[fe80::1%25eth0]", "https://127.1", "https://2130706433", "https://0x7f.0.0.1",
    "https://127.0.0.01", "https://1.2.3.256", "https://1.2.3.4.5", "https://shop.1", "https://shop.0x1",
]
# fmt: on


@pytest.mark.parametrize("origin", ORIGINS)
def test_an_origin_as_browsers_write_it_is_taken(origin: str) -> None:
    assert read(allowedOrigins=[origin]).allowed_origins == (origin,)


@pytest.mark.parametrize("origin", [*NO_ORIGINS, *(f"{origin}\n" for origin in ORIGINS)])
def test_another_origin_would_never_come_and_is_refused(origin: str) -> None:
    assert "must be a list of at most 20, each an origin as browsers write it" in refusal(
        given({"allowedOrigins": [origin]})
    )
    assert "websiteUrl must be" in refusal(given({"cdn": False, "websiteUrl": origin}))


@pytest.mark.parametrize(
    ("key", "value"), [(key, value) for key, (_, bad) in BOUNDS.items() for value in bad]
)
def test_a_value_beyond_the_bounds_is_one_sentence_that_names_file_key_and_what_is_allowed(
    key: str, value: Any
) -> None:
    full = key if ":" in key else f"{NAME}:{key}"
    told = refusal(given({key: value}))
    assert told.startswith(f"Pulumi.dev.yaml: {full} must be {words(FIELDS[full])}, got ")
    assert "\n" not in told


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"throttleRate": "ten"}, f'{NAME}:throttleRate must be a whole number from 1 to 10000, got "ten"'),
        ({"cdn": 1}, f"{NAME}:cdn must be true or false, got 1"),
        ({"voiceEngine": "x"}, f'{NAME}:voiceEngine must be one of standard or neural, got "x"'),
        (
            {"websiteUrl": "https://pizza.example"},
            f"{NAME}:websiteUrl behind CloudFront needs {NAME}:certificateArn, or {NAME}:hostedZoneId to create …",
        ),
        ({"hostedZoneId": "Z1"}, f"{NAME}:certificateArn and hostedZoneId need {NAME}:websiteUrl, …"),
        (
            {"certificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/x"},
            f"{NAME}:certificateArn and hostedZoneId need {NAME}:websiteUrl, the address that they are for",
        ),
        (
            {"cdn": False, "websiteUrl": "http://localhost:8080", "hostedZoneId": "Z1"},
            f"{NAME}:certificateArn and hostedZoneId need {NAME}:cdn true",
        ),
        *(
            (
                {"websiteUrl": url, "hostedZoneId": "Z1"},
                f"{NAME}:websiteUrl behind CloudFront must be https:// and a host name, without a port",
            )
            for url in ("https://pizza.example:8443", "http://localhost:8080", "https://pizza")
        ),
        ({"monthlyBudget": 5}, f"{NAME}:monthlyBudget needs {NAME}:alarmEmail, the address that it notifies"),
        (
            {"cdn": False},
            f"{NAME}:cdn is false, so {NAME}:websiteUrl must say where visitors reach the page",
        ),
        (
            {"voiceEngine": "neural"},
            f"{NAME}:voiceEngine neural isn't offered in us-east-2: af-south-1, …us-east-1…",
        ),
        ({"voiceId": "Kevin"}, f"{NAME}:voiceId Kevin needs {NAME}:voiceEngine neural"),
        ({"voiceId": "Ruth"}, f"{NAME}:voiceId Ruth needs {NAME}:voiceEngine neural"),
        (
            {"throtleRate": 5},
            f"{NAME}:throtleRate is not a setting; did you mean throttleRate? Settings: alarmEm…",
        ),
        ({"zzz": 5}, f"{NAME}:zzz is not a setting. Settings: alarmEmail, allowedOrigins, …"),
        (
            {"aws:accessKey": "x"},
            "aws:accessKey would be ignored: the program passes only aws:allowedAccountIds, aws:assumeRoles, …",
        ),
        ({"aws:endpoints": []}, "aws:endpoints would be ignored: …"),
    ],
)
def test_what_is_wrong_is_one_sentence(values: dict[str, Any], sentence: str) -> None:
    pattern = re.escape(f"Pulumi.dev.yaml: {sentence}").replace("…", ".*")
    assert re.fullmatch(pattern, refusal(given(values)))


def test_a_missing_setting_is_named_with_what_it_must_be() -> None:
    values = given({})
    del values[f"{NAME}:recoveryDays"]
    assert (
        refusal(values)
        == f"Pulumi.dev.yaml: {NAME}:recoveryDays is missing, it must be a whole number from 0 to 35"
    )


def test_the_components_take_what_the_bounds_allow() -> None:
    """The components check for themselves, for programs that use them alone: none may be narrower than the bounds."""
    for end in (0, -1):
        extreme = read(**{key: good[end] for key, (good, _) in BOUNDS.items()})
        values: dict[str, Any] = dataclasses.asdict(extreme) | {
            "architecture": extreme.lambda_architecture,
            "payment_key_alias": None,
        }
        OrderSystemArgs(**{field.name: values[field.name] for field in dataclasses.fields(OrderSystemArgs)})
        api = RestApiArgs(
            state_machine_arn="arn",
            input_schema={"type": "object"},
            allowed_origins=["https://own.example", *extreme.allowed_origins],
            stage_name=extreme.stage_name,
            throttle=Throttle(rate=extreme.throttle_rate, burst=extreme.throttle_burst),
            start_throttle=Throttle(rate=extreme.start_rate, burst=extreme.start_burst),
            describe_throttle=Throttle(rate=extreme.describe_rate, burst=extreme.describe_burst),
            log_retention_days=extreme.log_retention_days,
        )
        if extreme.requests_per_ip:
            api["requests_per_ip"] = extreme.requests_per_ip
        checked(api)
