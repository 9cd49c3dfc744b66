"""Firewalls: they do something, and keep nothing of what they see."""

from policies.model import Resource, sequence


def has_rules(acl: Resource) -> bool:
    return len(sequence(acl.get("rules"))) > 0


def keeps_no_samples(acl: Resource) -> bool:
    measured = [acl.get("visibilityConfig"), *(it["visibilityConfig"] for it in sequence(acl.get("rules")))]
    return all(it and it["sampledRequestsEnabled"] is False for it in measured)
