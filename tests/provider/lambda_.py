"""Lambda. Source: docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html"""

from local.provider import lambda_
from tests.provider.resource import Existing, Seen, WholeResource


class Function(WholeResource, lambda_.Function):
    volatile = frozenset({"codeSha256", "sourceCodeSize"})
    import_id = ("name",)

    def look(self, thing: Existing) -> Seen:
        configuration = self.client.get_function(FunctionName=thing.id)["Configuration"]
        layers = [layer["Arn"] for layer in configuration.get("Layers", [])]
        return Seen(self.made(thing.state, configuration)[1], {**self.told(configuration), "Layers": layers})

    def delete(self, thing: Existing) -> None:
        self.client.delete_function(FunctionName=thing.id)
