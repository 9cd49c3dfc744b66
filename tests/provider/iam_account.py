"""IAM: what belongs to an account rather than to a role. Source: docs.aws.amazon.com/IAM/latest/APIReference/"""

from local.provider.shapes import Properties
from tests.provider.resource import Existing, Seen, WholeResource, document, pairs

MOST_VERSIONS = 5


class Policy(WholeResource):
    """A policy that roles share. A change makes a version, of which IAM keeps five."""

    kind = "aws:iam/policy:Policy"
    import_id = ()

    def look(self, thing: Existing) -> Seen:
        found = self.client.get_policy(PolicyArn=thing.id)["Policy"]
        default = {"PolicyArn": thing.id, "VersionId": found["DefaultVersionId"]}
        version = self.client.get_policy_version(**default)["PolicyVersion"]
        outputs = self.made({}, {"Policy": found})[1]
        return Seen(outputs, {**self.told(found), "PolicyDocument": document(version["Document"])})

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
        self.client.tag_policy(PolicyArn=thing.id, Tags=pairs(tags))

    def delete(self, thing: Existing) -> None:
        for version in self.client.list_policy_versions(PolicyArn=thing.id)["Versions"]:
            if not version["IsDefaultVersion"]:
                self.client.delete_policy_version(PolicyArn=thing.id, VersionId=version["VersionId"])
        self.client.delete_policy(PolicyArn=thing.id)


class OpenIdConnectProvider(WholeResource):
    kind = "aws:iam/openIdConnectProvider:OpenIdConnectProvider"

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
        self.client.tag_open_id_connect_provider(**provider, Tags=pairs(tags))

    def delete(self, thing: Existing) -> None:
        self.client.delete_open_id_connect_provider(OpenIDConnectProviderArn=thing.id)
