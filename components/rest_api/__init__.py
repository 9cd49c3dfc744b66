"""A safe REST API in front of any Standard state machine of Step Functions."""

from .access import Access, AccessKind
from .api import RestApi
from .api_logging import ApiLogging, ApiLoggingArgs
from .args import RestApiArgs, Throttle
from .endpoint import ApiEndpoint, ApiEndpointArgs

__version__ = "0.1.0"  # of the package, in every language

__all__ = [
    "Access",
    "AccessKind",
    "ApiEndpoint",
    "ApiEndpointArgs",
    "ApiLogging",
    "ApiLoggingArgs",
    "RestApi",
    "RestApiArgs",
    "Throttle",
]
