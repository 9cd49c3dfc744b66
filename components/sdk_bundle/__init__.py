"""The client SDK that API Gateway generates, fetched by the deployment itself and kept beside the page."""

from components.sdk_bundle.bundle import SdkBundle, SdkBundleArgs

__all__ = ["SdkBundle", "SdkBundleArgs"]
