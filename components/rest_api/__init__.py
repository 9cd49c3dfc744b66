"""A safe REST API before any Standard state machine of Step Functions."""

from components.rest_api.api import StepFunctionsRestApi
from components.rest_api.api_logging import ApiLogging
from components.rest_api.args import StepFunctionsRestApiArgs
from components.rest_api.endpoint import ApiEndpoint
from components.rest_api.throttle import Throttle

__all__ = ["ApiEndpoint", "ApiLogging", "StepFunctionsRestApi", "StepFunctionsRestApiArgs", "Throttle"]
