"""IAM: roles and their policies. Source: docs.aws.amazon.com/IAM/latest/APIReference/"""

import json

from local.provider.resource import Existing, Resource
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

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        trust = document(inputs["assumeRolePolicy"])
        request = self.request(inputs) | self.tags(inputs)
        role = self.client.create_role(**request, AssumeRolePolicyDocument=trust)["Role"]
        return role["RoleName"], self._outputs(role)

    @staticmethod
    def _outputs(role: Properties) -> Properties:
        return {"arn": role["Arn"], "uniqueId": role["RoleId"]}


class RolePolicy(Resource):
    kind = "aws:iam/rolePolicy:RolePolicy"
    service = "iam"

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        self.client.put_role_policy(**self.request(inputs), PolicyDocument=document(inputs["policy"]))
        return f"{inputs['role']}:{inputs['name']}", {}

    def update(self, thing: Existing, new: Properties) -> Properties:  # noqa: ARG002 the name is in the inputs
        return self.create(new)[1]


class RolePolicyAttachment(Resource):
    kind = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
    service = "iam"

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        self.client.attach_role_policy(**self.request(inputs))
        return f"{inputs['role']}/{inputs['policyArn']}", {}
