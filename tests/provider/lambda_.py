"""Lambda. Source: docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html"""

from local.provider import lambda_
from local.provider.assets import zip_bytes
from local.provider.shapes import Properties
from tests.provider.resource import Existing, Seen, WholeResource


class Function(WholeResource, lambda_.Function):
    volatile = frozenset({"codeSha256", "sourceCodeSize"})
    import_id = ("name",)

    def look(self, thing: Existing) -> Seen:
        configuration = self.client.get_function(FunctionName=thing.id)["Configuration"]
        layers = [layer["Arn"] for layer in configuration.get("Layers", [])]
        return Seen(self._outputs(configuration), {**self.told(configuration), "Layers": layers})

    def update(self, thing: Existing, new: Properties) -> Properties:
        request = self.request(self.with_defaults(thing.state, new))
        architectures = request.pop("Architectures", ["x86_64"])
        self.client.update_function_configuration(**request)
        self._wait(thing.id, "function_updated_v2")
        self.client.update_function_code(
            FunctionName=thing.id, ZipFile=zip_bytes(new["code"]), Architectures=architectures
        )
        self._wait(thing.id, "function_updated_v2")
        self._reserve(thing.id, new, thing.state.get("reservedConcurrentExecutions", -1))
        return self.look(thing).outputs

    def delete(self, thing: Existing) -> None:
        self.client.delete_function(FunctionName=thing.id)
