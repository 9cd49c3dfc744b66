"""IAM: what belongs to an account rather than to a role. Source: docs.aws.amazon.com/IAM/latest/APIReference/"""

from local.provider.iam import document
from local.provider.resource import Existing, Resource, Seen
from local.provider.shapes import Properties
from local.provider.tags import TagStyle

TAGS = TagStyle("Tags", "Key", "Value")
MOST_VERSIONS = 5


class Policy(Resource):
    """A policy that roles share. A change makes a version, of which IAM keeps five."""

    kind = "aws:iam/policy:Policy"
    service = "iam"
    outputs = frozenset({"arn", "policyId"})
    shapes = {"name": "PolicyName", "description": "Description", "path": "Path", "policy": None}
    replaces = frozenset({"name", "description", "path"})
    named = ("name", 128)
    tag_style = TAGS
    import_id = ()

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        request = self.request(inputs) | self.tags(inputs)
        made = self.client.create_policy(**request, PolicyDocument=document(inputs["policy"]))["Policy"]
        return made["Arn"], {"arn": made["Arn"], "policyId": made["PolicyId"]}

    def look(self, thing: Existing) -> Seen:
        found = self.client.get_policy(PolicyArn=thing.id)["Policy"]
        default = {"PolicyArn": thing.id, "VersionId": found["DefaultVersionId"]}
        version = self.client.get_policy_version(**default)["PolicyVersion"]
        outputs = {"arn": found["Arn"], "policyId": found["PolicyId"]}
        return Seen(outputs, {**self.told(found), "policy": document(version["Document"])})

    def update(self, thing: Existing, new: Properties) -> Properties:
        versions = self.client.list_policy_versions(PolicyArn=thing.id)["Versions"]
        old = sorted(it["VersionId"] for it in versions if not it["IsDefaultVersion"])
        for version in old[: len(versions) - MOST_VERSIONS + 1]:
            self.client.delete_policy_version(PolicyArn=thing.id, VersionId=version)
        self.client.create_policy_version(
            PolicyArn=thing.id, PolicyDocument=document(new["policy"]), SetAsDefault=True
        )
        return {}

    def retag(self, thing: Existing, tags: dict[str, str], removed: list[str]) -> None:
        self.client.untag_policy(PolicyArn=thing.id, TagKeys=removed)
        self.client.tag_policy(PolicyArn=thing.id, **TAGS.request(tags))

    def delete(self, thing: Existing) -> None:
        for version in self.client.list_policy_versions(PolicyArn=thing.id)["Versions"]:
            if not version["IsDefaultVersion"]:
                self.client.delete_policy_version(PolicyArn=thing.id, VersionId=version["VersionId"])
        self.client.delete_policy(PolicyArn=thing.id)


class OpenIdConnectProvider(Resource):
    kind = "aws:iam/openIdConnectProvider:OpenIdConnectProvider"
    service = "iam"
    outputs = frozenset({"arn"})
    shapes = {"url": "Url", "clientIdLists": "ClientIDList", "thumbprintLists": "ThumbprintList"}
    replaces = frozenset({"url", "clientIdLists", "thumbprintLists"})
    delete_first = True
    tag_style = TAGS

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        request = self.request(inputs) | self.tags(inputs)
        arn = self.client.create_open_id_connect_provider(**request)["OpenIDConnectProviderArn"]
        return arn, {"arn": arn}

    def look(self, thing: Existing) -> Seen:
        self.client.get_open_id_connect_provider(OpenIDConnectProviderArn=thing.id)
        return Seen({"arn": thing.id})

    def delete(self, thing: Existing) -> None:
        self.client.delete_open_id_connect_provider(OpenIDConnectProviderArn=thing.id)
