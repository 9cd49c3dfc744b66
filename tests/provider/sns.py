"""SNS. Source: docs.aws.amazon.com/sns/latest/api/API_Operations.html"""

from local.provider.patches import patch_text
from local.provider.shapes import Properties
from tests.provider.resource import Existing, Seen, WholeResource, document


class Topic(WholeResource):
    kind = "aws:sns/topic:Topic"
    import_id = ()

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        attributes = {name: as_text(value) for name, value in self.request(inputs).items() if name != "Name"}
        arn = self.client.create_topic(Name=inputs["name"], Attributes=attributes, **self.tags(inputs))[
            "TopicArn"
        ]
        return arn, self.look(Existing(arn, {})).outputs

    def look(self, thing: Existing) -> Seen:
        told = self.client.get_topic_attributes(TopicArn=thing.id)["Attributes"]
        settings = {**self.told(told), "Name": thing.id.rpartition(":")[2]}
        return Seen({"arn": thing.id, "owner": told.get("Owner", self.aws.account)}, settings)

    def update(self, thing: Existing, new: Properties) -> Properties:
        before, after = (self.request(it) for it in (thing.state, self.with_defaults(thing.state, new)))
        for name, value in after.items():
            if value != before.get(name):
                self.client.set_topic_attributes(
                    TopicArn=thing.id, AttributeName=name, AttributeValue=as_text(value)
                )
        return {}

    def delete(self, thing: Existing) -> None:
        self.client.delete_topic(TopicArn=thing.id)


class TopicSubscription(WholeResource):
    """A subscription; a mail address must confirm it, and until then AWS deletes it by itself, after three days."""

    kind = "aws:sns/topicSubscription:TopicSubscription"
    import_id = ()

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        request = self.request(inputs)
        attributes = {
            name: as_text(request.pop(name))
            for name in ("FilterPolicy", "RawMessageDelivery")
            if name in request
        }
        arn = self.client.subscribe(**request, Attributes=attributes, ReturnSubscriptionArn=True)[
            "SubscriptionArn"
        ]
        return arn, self.look(Existing(arn, {})).outputs

    def look(self, thing: Existing) -> Seen:
        told = self.client.get_subscription_attributes(SubscriptionArn=thing.id)["Attributes"]
        outputs = {"arn": thing.id, "pendingConfirmation": told.get("PendingConfirmation") == "true"}
        return Seen(outputs, self.told(told))

    def update(self, thing: Existing, new: Properties) -> Properties:
        for name, value in self.request(self.with_defaults(thing.state, new)).items():
            if name in ("FilterPolicy", "RawMessageDelivery"):
                self.client.set_subscription_attributes(
                    SubscriptionArn=thing.id, AttributeName=name, AttributeValue=as_text(value)
                )
        return {}

    def delete(self, thing: Existing) -> None:
        self.client.unsubscribe(SubscriptionArn=thing.id)


def as_text(value: object) -> str:
    """Return an attribute's value as SNS takes it."""
    return document(value) if isinstance(value, dict) else patch_text(value)
