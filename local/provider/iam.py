"""IAM: roles and their policies. Source: docs.aws.amazon.com/IAM/latest/APIReference/"""

import json

from local.provider.errors import AbsentError
from local.provider.resource import Existing, Resource, Seen
from local.provider.shapes import Properties
from local.provider.tags import TagStyle


def document(policy: str | dict) -> str:
    """Return a policy as the JSON text that IAM takes; Pulumi accepts a mapping too."""
    return policy if isinstance(policy, str) else json.dumps(policy)


class Role(Resource):
    kind = "aws:iam/role:Role"
    service = "iam"
    outputs = frozenset({"arn", "uniqueId"})
    tag_style = TagStyle("Tags", "Key", "Value")
    import_id = ("name",)

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        trust = document(inputs["assumeRolePolicy"])
        request = self.request(inputs) | self.tags(inputs)
        role = self.client.create_role(**request, AssumeRolePolicyDocument=trust)["Role"]
        return role["RoleName"], self._outputs(role)

    def look(self, thing: Existing) -> Seen:
        role = self.client.get_role(RoleName=thing.id)["Role"]
        trust = document(role["AssumeRolePolicyDocument"])
        boundary = role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
        settings = {**self.told(role), "assumeRolePolicy": trust, "PermissionsBoundary": boundary}
        return Seen(self._outputs(role), settings)

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
        self.client.tag_role(RoleName=thing.id, **TagStyle("Tags", "Key", "Value").request(tags))

    def delete(self, thing: Existing) -> None:
        self.client.delete_role(RoleName=thing.id)

    @staticmethod
    def _outputs(role: Properties) -> Properties:
        return {"arn": role["Arn"], "uniqueId": role["RoleId"]}


class RolePolicy(Resource):
    kind = "aws:iam/rolePolicy:RolePolicy"
    service = "iam"
    import_id, import_separator = ("role", "name"), ":"

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        self.client.put_role_policy(**self.request(inputs), PolicyDocument=document(inputs["policy"]))
        return f"{inputs['role']}:{inputs['name']}", {}

    def look(self, thing: Existing) -> Seen:
        named = {"RoleName": thing.state["role"], "PolicyName": thing.state["name"]}
        return Seen(settings={"policy": document(self.client.get_role_policy(**named)["PolicyDocument"])})

    def update(self, thing: Existing, new: Properties) -> Properties:  # noqa: ARG002 the name is in the inputs
        return self.create(new)[1]

    def delete(self, thing: Existing) -> None:
        self.client.delete_role_policy(RoleName=thing.state["role"], PolicyName=thing.state["name"])


class RolePolicyAttachment(Resource):
    kind = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
    service = "iam"
    import_id = ("role", "policyArn")

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        self.client.attach_role_policy(**self.request(inputs))
        return f"{inputs['role']}/{inputs['policyArn']}", {}

    def look(self, thing: Existing) -> Seen:
        attached = self.client.list_attached_role_policies(RoleName=thing.state["role"])["AttachedPolicies"]
        if thing.state["policyArn"] not in {policy["PolicyArn"] for policy in attached}:
            raise AbsentError(thing.id)
        return Seen()

    def delete(self, thing: Existing) -> None:
        self.client.detach_role_policy(RoleName=thing.state["role"], PolicyArn=thing.state["policyArn"])
