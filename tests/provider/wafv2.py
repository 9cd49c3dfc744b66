"""AWS WAF. Source: docs.aws.amazon.com/waf/latest/APIReference/API_Operations_AWS_WAFV2.html"""

from local.provider.shapes import Properties
from tests.provider.errors import AbsentError
from tests.provider.resource import Existing, Seen, WholeResource


class WebAcl(WholeResource):
    kind = "aws:wafv2/webAcl:WebAcl"
    volatile = frozenset({"capacity", "lockToken"})

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        id_ = self.client.create_web_acl(**self.request(inputs), **self.tags(inputs))["Summary"]["Id"]
        return id_, self.look(Existing(id_, inputs)).outputs

    def look(self, thing: Existing) -> Seen:
        answer = self.client.get_web_acl(**self._place(thing))
        acl = answer["WebACL"]
        outputs = {"arn": acl["ARN"], "capacity": acl.get("Capacity", 0), "lockToken": answer["LockToken"]}
        return Seen(outputs, {**self.told(acl), "Scope": thing.state["scope"]})

    def update(self, thing: Existing, new: Properties) -> Properties:
        token = self.client.get_web_acl(**self._place(thing))["LockToken"]
        self.client.update_web_acl(**{**self.request(new), **self._place(thing)}, LockToken=token)
        return self.look(thing).outputs

    def delete(self, thing: Existing) -> None:
        token = self.client.get_web_acl(**self._place(thing))["LockToken"]
        self.client.delete_web_acl(**self._place(thing), LockToken=token)

    @staticmethod
    def _place(thing: Existing) -> Properties:
        return {"Name": thing.state["name"], "Scope": thing.state["scope"], "Id": thing.id}


class WebAclAssociation(WholeResource):
    """The ACL before a resource; a resource has one at most."""

    kind = "aws:wafv2/webAclAssociation:WebAclAssociation"
    import_id, import_separator = ("webAclArn", "resourceArn"), ","

    def look(self, thing: Existing) -> Seen:
        found = self.client.get_web_acl_for_resource(ResourceArn=thing.state["resourceArn"]).get("WebACL")
        if not found:
            raise AbsentError(thing.id)
        return Seen(settings={"WebACLArn": found["ARN"]})

    def delete(self, thing: Existing) -> None:
        self.client.disassociate_web_acl(ResourceArn=thing.state["resourceArn"])
