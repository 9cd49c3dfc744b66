"""IAM: roles and their policies. Source: docs.aws.amazon.com/IAM/latest/APIReference/"""

from local.provider.shapes import Properties
from tests.provider.errors import AbsentError
from tests.provider.resource import Existing, Seen, WholeResource, document, pairs


class Role(WholeResource):
    kind = "aws:iam/role:Role"
    import_id = ("name",)

    def look(self, thing: Existing) -> Seen:
        role = self.client.get_role(RoleName=thing.id)["Role"]
        trust = document(role["AssumeRolePolicyDocument"])
        boundary = role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
        settings = {**self.told(role), "AssumeRolePolicyDocument": trust, "PermissionsBoundary": boundary}
        return Seen(self.made(thing.state, {"Role": role})[1], settings)

    def update(self, thing: Existing, new: Properties) -> Properties:
        trust = document(new["assumeRolePolicy"])
        self.client.update_assume_role_policy(RoleName=thing.id, PolicyDocument=trust)
        self.client.update_role(
            RoleName=thing.id,
            Description=new.get("description", ""),
            MaxSessionDuration=new.get("maxSessionDuration", 3600),
        )
        boundary, before = new.get("permissionsBoundary"), thing.state.get("permissionsBoundary")
        if boundary and boundary != before:
            self.client.put_role_permissions_boundary(RoleName=thing.id, PermissionsBoundary=boundary)
        elif before and not boundary:
            self.client.delete_role_permissions_boundary(RoleName=thing.id)
        return self.look(thing).outputs

    def retag(self, thing: Existing, tags: dict[str, str], removed: list[str]) -> None:
        self.client.untag_role(RoleName=thing.id, TagKeys=removed)
        self.client.tag_role(RoleName=thing.id, Tags=pairs(tags))

    def delete(self, thing: Existing) -> None:
        self.client.delete_role(RoleName=thing.id)


class RolePolicy(WholeResource):
    kind = "aws:iam/rolePolicy:RolePolicy"
    import_id, import_separator = ("role", "name"), ":"

    def look(self, thing: Existing) -> Seen:
        named = {"RoleName": thing.state["role"], "PolicyName": thing.state["name"]}
        return Seen(
            settings={"PolicyDocument": document(self.client.get_role_policy(**named)["PolicyDocument"])}
        )

    def delete(self, thing: Existing) -> None:
        self.client.delete_role_policy(RoleName=thing.state["role"], PolicyName=thing.state["name"])


class RolePolicyAttachment(WholeResource):
    kind = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
    import_id = ("role", "policyArn")

    def look(self, thing: Existing) -> Seen:
        attached = self.client.list_attached_role_policies(RoleName=thing.state["role"])["AttachedPolicies"]
        if thing.state["policyArn"] not in {policy["PolicyArn"] for policy in attached}:
            raise AbsentError(thing.id)
        return Seen()

    def delete(self, thing: Existing) -> None:
        self.client.detach_role_policy(RoleName=thing.state["role"], PolicyArn=thing.state["policyArn"])
