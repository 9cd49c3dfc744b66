"""The client SDK that API Gateway generates, fetched during the deployment and stored with the page."""

from components.sdk_bundle.bundle import SdkBundle, SdkBundleArgs

__all__ = ["SdkBundle", "SdkBundleArgs"]
