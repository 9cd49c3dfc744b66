"""Lambda. Source: docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html"""

from typing import Any

from botocore.exceptions import WaiterError

from local.provider.assets import zip_bytes
from local.provider.errors import ProviderError
from local.provider.resource import Existing, Resource
from local.provider.shapes import Properties
from local.provider.tags import TagStyle

WAIT = {"Delay": 0.05, "MaxAttempts": 600}  # seconds between looks: half a minute at most


class Function(Resource):
    kind = "aws:lambda/function:Function"
    service = "lambda"
    outputs = frozenset({"arn", "qualifiedArn", "invokeArn", "codeSha256", "sourceCodeSize", "version"})
    tag_style = TagStyle("Tags", resource="Resource")

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        request = self.request(inputs) | self.tags(inputs)
        created = self.client.create_function(**request, Code={"ZipFile": zip_bytes(inputs["code"])})
        name = created["FunctionName"]
        self._wait(name, "function_active_v2")
        self._reserve(name, inputs)
        return name, self._outputs(created)

    def _wait(self, name: str, waiter: str) -> None:
        try:
            self.client.get_waiter(waiter).wait(FunctionName=name, WaiterConfig=WAIT)
        except WaiterError as error:
            reason = error.last_response.get("Configuration", {}).get("StateReason", error)
            raise ProviderError(f"{self.kind} {name} does not become ready: {reason}") from error

    def _reserve(self, name: str, inputs: Properties, before: int = -1) -> None:
        """Reserve executions; none asked for, or -1, leaves the function in the account's common pool."""
        reserved = inputs.get("reservedConcurrentExecutions", -1)
        if reserved >= 0:
            self.client.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=reserved)
        elif before >= 0:
            self.client.delete_function_concurrency(FunctionName=name)

    def _outputs(self, configuration: dict[str, Any]) -> Properties:
        arn = configuration["FunctionArn"]
        invoke_path = f"path/2015-03-31/functions/{arn}/invocations"
        return {
            "arn": arn,
            "qualifiedArn": f"{arn}:$LATEST",
            "invokeArn": f"arn:aws:apigateway:{self.aws.region}:lambda:{invoke_path}",
            "codeSha256": configuration["CodeSha256"],
            "sourceCodeSize": configuration["CodeSize"],
            "version": configuration["Version"],
        }

    def update(self, thing: Existing, new: Properties) -> Properties:
        before, after = self.request(thing.state), self.request(self.with_defaults(thing.state, new))
        _, architectures = (it.pop("Architectures", ["x86_64"]) for it in (before, after))
        if after != before:
            self.client.update_function_configuration(**after)
            self._wait(thing.id, "function_updated_v2")
        self.client.update_function_code(
            FunctionName=thing.id, ZipFile=zip_bytes(new["code"]), Architectures=architectures
        )
        self._wait(thing.id, "function_updated_v2")
        self._reserve(thing.id, new, thing.state.get("reservedConcurrentExecutions", -1))
        return self._outputs(self.client.get_function(FunctionName=thing.id)["Configuration"])
