"""KMS. Source: docs.aws.amazon.com/kms/latest/APIReference/"""

from local.provider import kms
from local.provider.shapes import Properties
from tests.provider.errors import AbsentError
from tests.provider.resource import Existing, Seen, WholeResource, document


class Key(WholeResource, kms.Key):
    import_id = ()

    def look(self, thing: Existing) -> Seen:
        key = self.client.describe_key(KeyId=thing.id)["KeyMetadata"]
        if key["KeyState"] == "PendingDeletion":
            raise AbsentError(thing.id)
        policy = self.client.get_key_policy(KeyId=thing.id, PolicyName="default")["Policy"]
        settings = {**self.told(key), "isEnabled": key["Enabled"], "Policy": policy}
        return Seen(self.made(thing.state, {"KeyMetadata": key})[1], settings)

    def update(self, thing: Existing, new: Properties) -> Properties:
        self._enable(thing.id, thing.state, new, enabled=True)  # a key that is off takes no other change
        self.client.update_key_description(KeyId=thing.id, Description=new.get("description", ""))
        if new.get("policy"):
            self.client.put_key_policy(KeyId=thing.id, PolicyName="default", Policy=document(new["policy"]))
        self._rotate(thing.id, thing.state, new)
        self._enable(thing.id, thing.state, new, enabled=False)
        return {}

    def delete(self, thing: Existing) -> None:
        days = int(thing.state.get("deletionWindowInDays") or 30)
        self.client.schedule_key_deletion(KeyId=thing.id, PendingWindowInDays=days)


class Alias(WholeResource, kms.Alias):
    volatile = frozenset({"targetKeyArn"})
    import_id = ("name",)

    def look(self, thing: Existing) -> Seen:
        outputs = self.made(thing.state, {})[1]
        return Seen(outputs, {"TargetKeyId": outputs["targetKeyArn"].rpartition("/")[2]})

    def delete(self, thing: Existing) -> None:
        self.client.delete_alias(AliasName=thing.id)
