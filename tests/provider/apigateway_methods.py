"""API Gateway: what makes up an API's methods. Each of these is put, read, patched and deleted alike.

Source: docs.aws.amazon.com/apigateway/latest/api/API_Operations.html
"""

from local.provider.shapes import Properties
from tests.provider.resource import Alike


class Method(Alike):
    kind = "aws:apigateway/method:Method"


class MethodResponse(Alike):
    kind = "aws:apigateway/methodResponse:MethodResponse"


class Integration(Alike):
    kind = "aws:apigateway/integration:Integration"

    def told(self, answer: Properties) -> Properties:
        """Asked for, the method by which the integration calls goes by another name."""
        return {**super().told(answer), "integrationHttpMethod": answer.get("httpMethod")}


class IntegrationResponse(Alike):
    kind = "aws:apigateway/integrationResponse:IntegrationResponse"


class Response(Alike):
    kind = "aws:apigateway/response:Response"


class Model(Alike):
    kind = "aws:apigateway/model:Model"


class RequestValidator(Alike):
    kind = "aws:apigateway/requestValidator:RequestValidator"
