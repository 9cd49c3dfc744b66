"""What the state holds in plain text. Whoever may read a stack's state reads it all but for its secrets."""

import base64
import json

from tests.engine.stack import PASSPHRASE, Stack

WORD = "a word that only its reader may know"
DYNAMIC = "Resource sdk-files"
LONGEST_REFERENCE_BYTES = 200


def test_neither_the_credentials_nor_the_passphrase_are_in_the_state(stack: Stack) -> None:
    state = json.dumps(stack.exported())
    assert stack.environment["AWS_SECRET_ACCESS_KEY"] not in state
    assert PASSPHRASE not in state
    for word in ("AKIA", "ASIA", "aws_secret_access_key", "AWS_SECRET_ACCESS_KEY", "PRIVATE KEY"):
        assert word not in state


def test_the_providers_in_the_state_have_no_credentials(stack: Stack) -> None:
    providers = [it for it in stack.resources().values() if it["type"] == "pulumi:providers:aws"]
    assert providers
    for provider in providers:
        assert {"accessKey", "secretKey", "token"}.isdisjoint(provider["inputs"])


def test_the_pickled_provider_is_a_mere_reference_to_its_class(stack: Stack) -> None:
    """Pulumi would pickle what isn't importable by value, variables and all."""
    pickled = base64.b64decode(stack.resource(DYNAMIC)["inputs"]["__provider"])
    assert b"components.sdk_bundle.provider" in pickled
    assert b"SdkBundleProvider" in pickled
    assert len(pickled) < LONGEST_REFERENCE_BYTES


def test_a_secret_input_is_encrypted_in_the_state_and_plain_on_aws(stack: Stack) -> None:
    description = ('"Decrypts the card data of orders"', f'pulumi.Output.secret("{WORD}")')
    with stack.edited("components/orders/payment_key.py", *description):
        assert stack.up() == {"Key orders-payment-key": "update"}
        key = stack.aws.client("kms").describe_key(KeyId=stack.outputs()["paymentKeyArn"])["KeyMetadata"]
        assert key["Description"] == WORD
        stack.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes")
        assert WORD not in json.dumps(stack.exported())
        assert WORD in json.dumps(stack.exported("--show-secrets"))
    assert stack.up() == {"Key orders-payment-key": "update"}
