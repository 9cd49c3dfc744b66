"""Build a program, or a part of one, through Pulumi's mocks and look at the resources it registers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from pulumi.runtime import MockCallArgs, MockResourceArgs, Mocks
from pulumi.runtime.mocks import MockMonitor

from components.project import NAME
from plans.engine import run

REGION = "us-east-2"
ACCOUNT = "123456789012"
INVOKES: dict[str, dict[str, Any]] = {
    "aws:index/getCallerIdentity:getCallerIdentity": {"accountId": ACCOUNT, "id": ACCOUNT},
    "aws:index/getRegion:getRegion": {"region": REGION, "id": REGION, "name": REGION},
    "aws:index/getPartition:getPartition": {"partition": "aws", "dnsSuffix": "amazonaws.com", "id": "aws"},
    "aws:kms/getPublicKey:getPublicKey": {
        "publicKey": "cHVibGlj",
        "id": "key",
        "arn": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/payment",
    },
}

# The ARNs that AWS would give, by type; others are never named in a policy.
# Source: docs.aws.amazon.com/service-authorization/latest/reference/
ARNS = {
    "aws:cloudfront/distribution:Distribution": f"arn:aws:cloudfront::{ACCOUNT}:distribution/{{name}}",
    "aws:cloudwatch/logGroup:LogGroup": f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{{name}}",
    "aws:dynamodb/table:Table": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{{name}}",
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": (
        f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com"
    ),
    "aws:iam/role:Role": f"arn:aws:iam::{ACCOUNT}:role/{{name}}",
    "aws:kms/key:Key": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/{{name}}",
    "aws:lambda/function:Function": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{{name}}",
    "aws:s3/bucket:Bucket": "arn:aws:s3:::{name}",
}

# What only AWS would know and our program reads.
OUTPUTS: dict[str, dict[str, Any]] = {
    "aws:apigateway/restApi:RestApi": {
        "executionArn": f"arn:aws:execute-api:{REGION}:{ACCOUNT}:api",
        "rootResourceId": "root",
    },
    "aws:apigateway/stage:Stage": {
        "invokeUrl": f"https://api.execute-api.{REGION}.amazonaws.com/v1",
        "executionArn": f"arn:aws:execute-api:{REGION}:{ACCOUNT}:api/v1",
    },
    "aws:acm/certificate:Certificate": {
        "domainValidationOptions": [
            {
                "resourceRecordName": "_x.example",
                "resourceRecordType": "CNAME",
                "resourceRecordValue": "_y.example",
            }
        ]
    },
    "aws:cloudfront/distribution:Distribution": {
        "domainName": "d111111abcdef8.cloudfront.net",
        "hostedZoneId": "Z2FDTNDATAQYW2",
    },
    "aws:route53/record:Record": {"fqdn": "_x.example"},
    "aws:sfn/stateMachine:StateMachine": {
        "arn": f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:workflow",
        "stateMachineVersionArn": f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:workflow:newest",
    },
    "aws:kms/key:Key": {"keyId": "1234abcd-12ab-34cd-56ef-1234567890ab"},
    "pulumi-python:dynamic:Resource": {
        "sha256": "0" * 64,
        "zip": "sdk/0/sdk.zip",
        "files": [],
        "script": "sdk/0/sdk.js",
    },
}


@dataclass
class Recorder(Mocks):
    """Registers every resource with an id, an ARN and its inputs as outputs; answers the invokes we use."""

    registered: list[MockResourceArgs] = field(default_factory=list)

    def new_resource(self, args: MockResourceArgs) -> tuple[str, dict[str, Any]]:
        self.registered.append(args)
        name = args.inputs.get("name", args.name)
        made_up = {
            "arn": ARNS.get(args.typ, f"made-up:{args.name}").format(name=name),
            "name": args.name,
            "bucket": args.name,
            "bucketRegionalDomainName": f"{args.name}.s3.{REGION}.amazonaws.com",
        }
        return f"{args.name}-id", {**made_up, **args.inputs, **OUTPUTS.get(args.typ, {})}

    def call(self, args: MockCallArgs) -> tuple[dict[str, Any], list[Any]]:
        return INVOKES[args.token], []


class Watching(MockMonitor):
    """Pulumi's mock of the engine, which also remembers what each registration said beyond its inputs."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder)
        self.registered = recorder.registered
        self.requests: dict[str, Any] = {}
        self.outputs: dict[str, set[str]] = {}
        self.exports: set[str] = set()

    def one(self, token: str, name: str | None = None) -> dict[str, Any]:
        """Return the inputs of the one resource of a type, or of the one that also has this name."""
        found = [it for it in self.registered if it.typ == token and name in (None, it.name)]
        assert len(found) == 1, f"expected one {token} {name or ''}, found {[it.name for it in found]}"
        return found[0].inputs

    def all(self, token: str) -> dict[str, dict[str, Any]]:
        """Return the inputs of every resource of a type, by name."""
        return {it.name: it.inputs for it in self.registered if it.typ == token}

    def request(self, token: str) -> Any:
        """Return the request that registered the one resource of a type."""
        (found,) = [request for request in self.requests.values() if request.type == token]
        return found

    def RegisterResource(self, request: Any) -> Any:  # noqa: N802 - the engine's spelling
        response = super().RegisterResource(request)
        self.requests[response.urn] = request
        return response

    def RegisterResourceOutputs(self, request: Any) -> Any:  # noqa: N802 - the engine's spelling
        self.outputs[request.urn] = set(request.outputs.keys())
        return super().RegisterResourceOutputs(request)


def watch(program: Callable[[], object], stack: str = "test", project: str = NAME) -> Watching:
    """Run `program` and return what it registered, once every registration has landed."""
    monitor = Watching(Recorder())
    monitor.exports.update(run(program, monitor, stack, project))
    return monitor


def build(program: Callable[[], object], stack: str = "test") -> list[MockResourceArgs]:
    """Run `program` and return its resources with their inputs."""
    return watch(program, stack).registered


def of_type(resources: Iterable[MockResourceArgs], token: str) -> list[MockResourceArgs]:
    return [resource for resource in resources if resource.typ == token]


def one(resources: Iterable[MockResourceArgs], token: str) -> MockResourceArgs:
    found = of_type(resources, token)
    assert len(found) == 1, f"expected one {token}, found {[resource.name for resource in found]}"
    return found[0]
