"""IAM: what belongs to an account rather than to a role. Source: docs.aws.amazon.com/IAM/latest/APIReference/"""

from local.provider.iam import document
from local.provider.shapes import Properties
from local.provider.tags import TagStyle
from tests.provider.resource import Existing, Seen, WholeResource

TAGS = TagStyle("Tags", "Key", "Value")
MOST_VERSIONS = 5


class Policy(WholeResource):
    """A policy that roles share. A change makes a version, of which IAM keeps five."""

    kind = "aws:iam/policy:Policy"
    service = "iam"
    outputs = frozenset({"arn", "policyId"})
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


class OpenIdConnectProvider(WholeResource):
    kind = "aws:iam/openIdConnectProvider:OpenIdConnectProvider"
    service = "iam"
    outputs = frozenset({"arn"})
    tag_style = TAGS

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        request = self.request(inputs) | self.tags(inputs)
        arn = self.client.create_open_id_connect_provider(**request)["OpenIDConnectProviderArn"]
        return arn, {"arn": arn}

    def look(self, thing: Existing) -> Seen:
        told = self.client.get_open_id_connect_provider(OpenIDConnectProviderArn=thing.id)
        lists = {name: told.get(name, []) for name in ("ClientIDList", "ThumbprintList")}
        return Seen({"arn": thing.id}, lists)

    def update(self, thing: Existing, new: Properties) -> Properties:
        """Thumbprints that are taken away stay: IAM wants one at least.

        Source: github.com/hashicorp/terraform-provider-aws/issues/40509
        """
        provider = {"OpenIDConnectProviderArn": thing.id}
        if (prints := new.get("thumbprintLists")) and prints != thing.state.get("thumbprintLists"):
            self.client.update_open_id_connect_provider_thumbprint(**provider, ThumbprintList=prints)
        before, after = set(thing.state.get("clientIdLists", [])), set(new["clientIdLists"])
        for client in sorted(after - before):
            self.client.add_client_id_to_open_id_connect_provider(**provider, ClientID=client)
        for client in sorted(before - after):
            self.client.remove_client_id_from_open_id_connect_provider(**provider, ClientID=client)
        return {}

    def retag(self, thing: Existing, tags: dict[str, str], removed: list[str]) -> None:
        provider = {"OpenIDConnectProviderArn": thing.id}
        self.client.untag_open_id_connect_provider(**provider, TagKeys=removed)
        self.client.tag_open_id_connect_provider(**provider, **TAGS.request(tags))

    def delete(self, thing: Existing) -> None:
        self.client.delete_open_id_connect_provider(OpenIDConnectProviderArn=thing.id)
