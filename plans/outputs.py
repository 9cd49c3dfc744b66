"""Outputs that only AWS will know, as values that the program takes and marks that a person reads.

A run of the program needs values of the right form: an ARN that can be taken apart, a host in lower case. A plan needs
`<orders-table.arn>`, which shows what is wired to what. So each value carries a token that leads back to its mark.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from pulumi.output import Unknown
from pulumi.runtime import MockCallArgs, MockResourceArgs, Mocks

from components.project import NAME

ACCOUNT = "123456789012"
TOKEN = re.compile(r"known[0-9a-f]{12}")
# A template for each output that the program reads: {0} is the token, {1} the service, {2} the region.
EVERYWHERE = {"id": "{0}", "arn": f"arn:aws:{{1}}:{{2}}:{ACCOUNT}:{{0}}", "name": "{0}"}
OUTPUTS: dict[str, dict[str, str | list[str]]] = {
    "aws:apigateway/restApi:RestApi": {"executionArn": "{0}", "rootResourceId": "{0}"},
    "aws:apigateway/stage:Stage": {"invokeUrl": "https://{0}.execute-api/v1"},
    "aws:cloudfront/distribution:Distribution": {"domainName": "{0}"},
    "aws:cloudwatch/logGroup:LogGroup": {"arn": f"arn:aws:logs:{{2}}:{ACCOUNT}:log-group:{{0}}"},
    "aws:kms/getPublicKey:getPublicKey": {"publicKey": "{0}"},
    "aws:kms/key:Key": {"keyId": "{0}"},
    "aws:s3/bucket:Bucket": {"bucket": "{0}", "bucketRegionalDomainName": "{0}"},
    "aws:sfn/stateMachine:StateMachine": {
        "arn": f"arn:aws:states:{{2}}:{ACCOUNT}:stateMachine:{{0}}",
        "stateMachineVersionArn": f"arn:aws:states:{{2}}:{ACCOUNT}:stateMachine:{{0}}:1",
    },
    "pulumi-python:dynamic:Resource": {"sha256": "{0}", "zip": "{0}", "files": ["{0}"], "script": "{0}"},
}


class Outputs(Mocks):
    """Answers registrations and lookups; outputs that it has no template for stay unknown in a preview."""

    def __init__(self, region: str, stack: str) -> None:
        self._region, self._stack = region, stack
        self._mark_of_value: dict[str, dict[str, str]] = {}  # by the token in the values, the whole one first

    def new_resource(self, args: MockResourceArgs) -> tuple[str, dict[str, Any]]:
        made = self._values(args.typ, args.name, {**EVERYWHERE, **OUTPUTS.get(args.typ, {})})
        return made.pop("id"), {**made, **known(args.inputs)}

    def call(self, args: MockCallArgs) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        about = {
            "aws:index/getCallerIdentity:getCallerIdentity": {"accountId": ACCOUNT},
            "aws:index/getRegion:getRegion": {"region": self._region},
            "aws:index/getPartition:getPartition": {"partition": "aws", "dnsSuffix": "amazonaws.com"},
        }
        name = args.token.rpartition(":")[2]
        made = self._values(args.token, name, OUTPUTS.get(args.token, {}))
        return {"id": name, **about.get(args.token, {}), **made}, []

    def _values(self, kind: str, name: str, templates: Mapping[str, str | list[str]]) -> dict[str, Any]:
        return {output: self._value(kind, name, output, it) for output, it in templates.items()}

    def _value(self, kind: str, name: str, output: str, template: str | list[str]) -> str | list[Any]:
        if isinstance(template, list):
            return [self._value(kind, name, output, it) for it in template]
        token = f"known{hashlib.sha256(f'{kind} {name} {output}'.encode()).hexdigest()[:12]}"
        value = template.format(token, kind.split("/", maxsplit=1)[0].removeprefix("aws:"), self._region)
        last_part = "name" if output == "arn" else output  # the program takes an ARN apart
        self._mark_of_value[token] = {value: f"<{name}.{output}>", token: f"<{name}.{last_part}>"}
        return value

    def readable(self, text: str) -> str:
        """Return `text` with marks for the values in it: `<name.output>`, `<account>`, `<project>`, `<stack>`."""
        for token in set(TOKEN.findall(text)):
            for value, mark in self._mark_of_value[token].items():
                text = text.replace(value, mark)
        text = re.sub(rf'(^|["/]){re.escape(NAME)}(?=$|["-])', r"\1<project>", text)
        text = re.sub(rf'(^|"|<project>-){re.escape(self._stack)}($|"|-)', r"\1<stack>\2", text)
        return text.replace(ACCOUNT, "<account>")


def known(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the inputs without those that hold something unknown, which are unknown as outputs too."""
    return {name: value for name, value in inputs.items() if not _unknown(value)}


def _unknown(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_unknown, value.values()))
    return any(map(_unknown, value)) if isinstance(value, list) else isinstance(value, Unknown)
