"""The functions of pulumi-aws that the program calls."""

import base64
from collections.abc import Callable, Mapping

from local.provider.aws import Aws
from local.provider.shapes import Properties

type Invoke = Callable[[Aws, Properties], Properties]


def get_caller_identity(aws: Aws, args: Properties) -> Properties:
    """Who calls. Source: docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html"""
    caller = aws.client("sts").get_caller_identity()
    account = caller["Account"]
    return {**args, "id": account, "accountId": account, "arn": caller["Arn"], "userId": caller["UserId"]}


def get_region(aws: Aws, args: Properties) -> Properties:
    """The provider's region."""
    name = args.get("region") or aws.region
    endpoint = f"ec2.{name}.amazonaws.com"
    return {
        **dict.fromkeys(("id", "name", "region"), name),
        "endpoint": endpoint,
        "description": "the emulator's region",
    }


def get_partition(aws: Aws, args: Properties) -> Properties:
    """The partition; the emulator has AWS's first one."""
    return {
        **args,
        "id": "aws",
        "partition": "aws",
        "dnsSuffix": "amazonaws.com",
        "reverseDnsPrefix": "com.amazonaws",
        "region": aws.region,
    }


def get_public_key(aws: Aws, args: Properties) -> Properties:
    """The public half of an asymmetric key: `publicKey` is base64 of the DER-encoded SubjectPublicKeyInfo.

    Source: docs.aws.amazon.com/kms/latest/APIReference/API_GetPublicKey.html
    """
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


INVOKES: Mapping[str, Invoke] = {
    "aws:kms/getPublicKey:getPublicKey": get_public_key,
    "aws:index/getCallerIdentity:getCallerIdentity": get_caller_identity,
    "aws:index/getRegion:getRegion": get_region,
    "aws:index/getPartition:getPartition": get_partition,
}
