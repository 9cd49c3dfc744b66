"""The stand-in provider: creates the program's AWS resources on an emulator with boto3."""

from local.provider.aws import Aws, use_only, without_aws
from local.provider.errors import ProviderError
from local.provider.stand_in import StandInProvider

__all__ = ["Aws", "ProviderError", "StandInProvider", "use_only", "without_aws"]
