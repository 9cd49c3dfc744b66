"""API Gateway: what makes up an API's methods. Each of these is put, read, patched and deleted alike.

Source: docs.aws.amazon.com/apigateway/latest/api/API_Operations.html
"""

from typing import ClassVar

from local.provider.patches import patch_operations
from local.provider.resource import Existing, Resource
from local.provider.shapes import Properties

METHOD_KEY = ("restApi", "resourceId", "httpMethod")


class Part(Resource):
    """A part of an API that its key properties identify: `put_{verb}` makes it, `update_{verb}` patches it."""

    service = "apigateway"
    verb: ClassVar[str]
    prefix: ClassVar[str]
    """What pulumi-aws begins the id with."""
    key: ClassVar[tuple[str, ...]]

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        getattr(self.client, f"put_{self.verb}")(**self.request(inputs))
        return "-".join([self.prefix, *(str(inputs[name]) for name in self.key)]), {}

    def update(self, thing: Existing, new: Properties) -> Properties:
        before, after = (self.request(it) for it in (thing.state, self.with_defaults(thing.state, new)))
        key = self._key(new)
        operations = patch_operations(
            *({name: it[name] for name in it.keys() - key} for it in (before, after))
        )
        getattr(self.client, f"update_{self.verb}")(**key, patchOperations=operations)
        return {}

    def _key(self, state: Properties) -> Properties:
        return self.request({name: state[name] for name in self.key})


class Method(Part):
    kind = "aws:apigateway/method:Method"
    verb, prefix, key = "method", "agm", METHOD_KEY


class MethodResponse(Part):
    kind = "aws:apigateway/methodResponse:MethodResponse"
    verb, prefix, key = "method_response", "agmr", (*METHOD_KEY, "statusCode")


class Integration(Part):
    kind = "aws:apigateway/integration:Integration"
    verb, prefix, key = "integration", "agi", METHOD_KEY


class IntegrationResponse(Part):
    """Its status doesn't replace it: the provider puts the new one and leaves the old one where it is."""

    kind = "aws:apigateway/integrationResponse:IntegrationResponse"
    verb, prefix, key = "integration_response", "agir", (*METHOD_KEY, "statusCode")

    def update(self, thing: Existing, new: Properties) -> Properties:  # noqa: ARG002 the key is in the inputs
        return self.create(new)[1]


class Response(Part):
    """A gateway response: what API Gateway itself answers."""

    kind = "aws:apigateway/response:Response"
    verb, prefix, key = "gateway_response", "aggr", ("restApiId", "responseType")


class Model(Resource):
    """A JSON schema by name. Its id is the model's own in AWS."""

    kind = "aws:apigateway/model:Model"
    service = "apigateway"

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        return self.client.create_model(**self.request(inputs))["id"], {}

    def update(self, thing: Existing, new: Properties) -> Properties:
        operations = patch_operations(self.request(thing.state), self.request(new))
        self.client.update_model(restApiId=new["restApi"], modelName=new["name"], patchOperations=operations)
        return {}


class RequestValidator(Resource):
    kind = "aws:apigateway/requestValidator:RequestValidator"
    service = "apigateway"

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        return self.client.create_request_validator(**self.request(inputs))["id"], {}

    def update(self, thing: Existing, new: Properties) -> Properties:
        operations = patch_operations(self.request(thing.state), self.request(new))
        self.client.update_request_validator(
            restApiId=new["restApi"], requestValidatorId=thing.id, patchOperations=operations
        )
        return {}
