"""Lambda. Source: docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html"""

from botocore.exceptions import WaiterError

from local.provider.assets import zip_bytes
from local.provider.errors import ProviderError
from local.provider.resource import Existing, Resource
from local.provider.shapes import Properties

WAIT = {"Delay": 0.05, "MaxAttempts": 600}  # seconds between polls: half a minute at most


class Function(Resource):
    kind = "aws:lambda/function:Function"

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        request = self.request(inputs) | self.tags(inputs)
        answer = self.client.create_function(**request, Code={"ZipFile": zip_bytes(inputs["code"])})
        self._wait(inputs["name"], "function_active_v2")
        self._reserve(inputs["name"], {}, inputs)
        return self.made(inputs, answer)

    def _wait(self, name: str, waiter: str) -> None:
        try:
            self.client.get_waiter(waiter).wait(FunctionName=name, WaiterConfig=WAIT)
        except WaiterError as error:
            reason = error.last_response.get("Configuration", {}).get("StateReason", error)
            raise ProviderError(f"{self.kind} {name} does not become ready: {reason}") from error

    def _reserve(self, name: str, old: Properties, new: Properties) -> None:
        """Reserve concurrency; without a number, or with -1, the function uses the account's common pool."""
        before, reserved = (it.get("reservedConcurrentExecutions", -1) for it in (old, new))
        if reserved >= 0:
            self.client.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=reserved)
        elif before >= 0:
            self.client.delete_function_concurrency(FunctionName=name)

    def update(self, thing: Existing, new: Properties) -> Properties:
        change, after = self.conformance.change, self.with_defaults(thing.state, new)
        if self.named(change, thing) != self.named(change, Existing(thing.id, after)):
            super().update(thing, new)
            self._wait(thing.id, "function_updated_v2")
        architectures = after.get("architectures") or ["x86_64"]
        self.client.update_function_code(
            FunctionName=thing.id, ZipFile=zip_bytes(new["code"]), Architectures=architectures
        )
        self._wait(thing.id, "function_updated_v2")
        self._reserve(thing.id, thing.state, new)
        return self.made(new, self.client.get_function(FunctionName=thing.id)["Configuration"])[1]
