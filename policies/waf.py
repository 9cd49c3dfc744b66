"""Firewalls: they do something, and keep nothing of what they see."""

from policies.model import Resource, sequence
from policies.rule import ResourceRule, Rule

WEB_ACL = "aws:wafv2/webAcl:WebAcl"


def has_rules(acl: Resource) -> bool:
    return len(sequence(acl.get("rules"))) > 0


def keeps_no_samples(acl: Resource) -> bool:
    measured = [acl.get("visibilityConfig"), *(it["visibilityConfig"] for it in sequence(acl.get("rules")))]
    return all(it and it["sampledRequestsEnabled"] is False for it in measured)


RULES: tuple[Rule, ...] = (
    ResourceRule(
        name="WAF.10",
        types=(WEB_ACL,),
        says="A firewall has rules",
        fix="give it one",
        severity="medium",
        holds=has_rules,
    ),
    ResourceRule(
        name="firewall-keeps-no-samples",
        types=(WEB_ACL,),
        says="A firewall keeps no samples of requests, which say who called and what",
        fix="set sampledRequestsEnabled to false",
        severity="high",
        source="docs.aws.amazon.com/waf/latest/developerguide/web-acl-testing-view-sample.html",
        holds=keeps_no_samples,
    ),
)
