"""KMS. Source: docs.aws.amazon.com/kms/latest/APIReference/"""

from local.provider.resource import Existing, Resource
from local.provider.shapes import Properties


class Key(Resource):
    """A key; it starts enabled and unrotated."""

    kind = "aws:kms/key:Key"

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        id_, outputs = super().create(inputs)
        self._rotate(id_, {}, inputs)
        self._enable(id_, {}, inputs, enabled=False)
        return id_, outputs

    def _enable(self, key_id: str, old: Properties, new: Properties, *, enabled: bool) -> None:
        """Enable or disable the key if that changed."""
        if enabled == new.get("isEnabled", True) != old.get("isEnabled", True):
            (self.client.enable_key if enabled else self.client.disable_key)(KeyId=key_id)

    def _rotate(self, key_id: str, old: Properties, new: Properties) -> None:
        """Turn rotation on or off if that changed."""
        rotate = new.get("enableKeyRotation", False)
        if rotate != old.get("enableKeyRotation", False):
            (self.client.enable_key_rotation if rotate else self.client.disable_key_rotation)(KeyId=key_id)


class Alias(Resource):
    kind = "aws:kms/alias:Alias"

    def made(self, inputs: Properties, answer: Properties) -> tuple[str, Properties]:  # noqa: ARG002 there is none
        return super().made(inputs, self.client.describe_key(KeyId=inputs["name"])["KeyMetadata"])

    def update(self, thing: Existing, new: Properties) -> Properties:
        return super().update(thing, new) | self.made(new, {})[1]
