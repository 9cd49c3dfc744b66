"""API Gateway: what makes up an API's methods. Each of these is put, read, patched and deleted alike.

Source: docs.aws.amazon.com/apigateway/latest/api/API_Operations.html
"""

from local.provider import apigateway_methods
from local.provider.shapes import Properties
from tests.provider.resource import Existing, Seen, WholeResource


class Part(WholeResource, apigateway_methods.Part):
    def look(self, thing: Existing) -> Seen:
        answer = getattr(self.client, f"get_{self.verb}")(**self._key(thing.state))
        return Seen(settings={**self.told(answer), **self._key(thing.state)})

    def delete(self, thing: Existing) -> None:
        getattr(self.client, f"delete_{self.verb}")(**self._key(thing.state))


class Method(Part, apigateway_methods.Method):
    pass


class MethodResponse(Part, apigateway_methods.MethodResponse):
    pass


class Integration(Part, apigateway_methods.Integration):
    def told(self, answer: Properties) -> Properties:
        """Asked for, the method by which the integration calls goes by another name."""
        return {**super().told(answer), "integrationHttpMethod": answer.get("httpMethod")}


class IntegrationResponse(Part, apigateway_methods.IntegrationResponse):
    pass


class Response(Part, apigateway_methods.Response):
    pass


class Model(WholeResource, apigateway_methods.Model):
    def look(self, thing: Existing) -> Seen:
        api = thing.state["restApi"]
        answer = self.client.get_model(restApiId=api, modelName=thing.state["name"])
        return Seen(settings={**self.told(answer), "restApiId": api})

    def delete(self, thing: Existing) -> None:
        self.client.delete_model(restApiId=thing.state["restApi"], modelName=thing.state["name"])


class RequestValidator(WholeResource, apigateway_methods.RequestValidator):
    def look(self, thing: Existing) -> Seen:
        api = thing.state["restApi"]
        answer = self.client.get_request_validator(restApiId=api, requestValidatorId=thing.id)
        return Seen(settings={**self.told(answer), "restApiId": api})

    def delete(self, thing: Existing) -> None:
        self.client.delete_request_validator(restApiId=thing.state["restApi"], requestValidatorId=thing.id)
