"""KMS. Source: docs.aws.amazon.com/kms/latest/APIReference/"""

import base64

from local.provider.aws import Aws
from local.provider.iam import document
from local.provider.resource import Resource
from local.provider.shapes import Properties
from local.provider.tags import TagStyle

TAGS = TagStyle("Tags", "TagKey", "TagValue", "KeyId")


class Key(Resource):
    kind = "aws:kms/key:Key"
    service = "kms"
    outputs = frozenset({"arn", "keyId"})
    tag_style = TAGS

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        policy = {"Policy": document(inputs["policy"])} if inputs.get("policy") else {}
        key = self.client.create_key(**self.request(inputs), **self.tags(inputs), **policy)["KeyMetadata"]
        self._rotate(key["KeyId"], {}, inputs)
        self._enable(key["KeyId"], {}, inputs, enabled=False)
        return key["KeyId"], {"arn": key["Arn"], "keyId": key["KeyId"]}

    def _enable(self, key_id: str, old: Properties, new: Properties, *, enabled: bool) -> None:
        """Turn the key on or off where that is what changed; a key starts enabled."""
        if enabled == new.get("isEnabled", True) != old.get("isEnabled", True):
            (self.client.enable_key if enabled else self.client.disable_key)(KeyId=key_id)

    def _rotate(self, key_id: str, old: Properties, new: Properties) -> None:
        """Turn rotation on or off where that changed; a key starts unrotated."""
        rotate = new.get("enableKeyRotation", False)
        if rotate != old.get("enableKeyRotation", False):
            (self.client.enable_key_rotation if rotate else self.client.disable_key_rotation)(KeyId=key_id)


class Alias(Resource):
    kind = "aws:kms/alias:Alias"
    service = "kms"
    outputs = frozenset({"arn", "targetKeyArn"})

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        self.client.create_alias(**self.request(inputs))
        return inputs["name"], self._outputs(inputs["name"])

    def _outputs(self, name: str) -> Properties:
        target = self.client.describe_key(KeyId=name)["KeyMetadata"]
        return {"arn": self.aws.arn("kms", name), "targetKeyArn": target["Arn"]}


def get_public_key(aws: Aws, args: Properties) -> Properties:
    """The public half of an asymmetric key: `publicKey` is base64 of the DER-encoded SubjectPublicKeyInfo."""
    answer = aws.client("kms").get_public_key(KeyId=args["keyId"])
    return {
        **args,
        "id": args["keyId"],
        "arn": answer["KeyId"],
        "publicKey": base64.b64encode(answer["PublicKey"]).decode(),
        "keyUsage": answer["KeyUsage"],
        "customerMasterKeySpec": answer.get("KeySpec") or answer["CustomerMasterKeySpec"],
        "encryptionAlgorithms": answer.get("EncryptionAlgorithms", []),
        "signingAlgorithms": answer.get("SigningAlgorithms", []),
        "region": aws.region,
    }
