"""The website: its bucket and CloudFront, and the files of the page."""

from components.website.page import Page, PageArgs
from components.website.security import content_security_policy, security_headers
from components.website.website import Website, WebsiteArgs

__all__ = ["Page", "PageArgs", "Website", "WebsiteArgs", "content_security_policy", "security_headers"]
