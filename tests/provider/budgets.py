"""Budgets. Source: docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateBudget.html"""

from local.provider.shapes import Properties
from tests.provider.resource import Existing, Seen, WholeResource


class Budget(WholeResource):
    """A budget of the account, with the mails that it sends."""

    kind = "aws:budgets/budget:Budget"

    def request(self, inputs: Properties) -> Properties:
        request = super().request(inputs)
        limit = {"Amount": str(inputs["limitAmount"]), "Unit": inputs["limitUnit"]}
        return {**request, "BudgetLimit": limit}

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        budget = self.request(inputs)
        mails = [_mail(it) for it in budget.pop("Notifications", [])]
        self.client.create_budget(
            AccountId=self.aws.account, Budget=budget, NotificationsWithSubscribers=mails
        )
        return self.made(inputs, {})

    def look(self, thing: Existing) -> Seen:
        place = self._place(thing)
        told = self.client.describe_budget(**place)["Budget"]
        found = self.client.describe_notifications_for_budget(**place)["Notifications"]
        given = self.request(thing.state).get("Notifications", [])
        mails = [next((it for it in given if _same(it, told)), told) for told in found]
        limit = told["BudgetLimit"]
        settings = {**self.told(told), "limitAmount": limit["Amount"], "limitUnit": limit["Unit"]}
        return Seen(self.made(thing.state, {})[1], {**settings, "Notifications": mails})

    def update(self, thing: Existing, new: Properties) -> Properties:
        """Make it anew under its name: the emulator knows no UpdateBudget."""
        self.delete(thing)
        return self.create(new)[1]

    def delete(self, thing: Existing) -> None:
        self.client.delete_budget(**self._place(thing))

    def _place(self, thing: Existing) -> Properties:
        return {"AccountId": self.aws.account, "BudgetName": thing.state["name"]}


def _same(given: Properties, told: Properties) -> bool:
    """Whether a notification is the one that was given; whom it tells, the emulator doesn't say."""
    return all(told.get(key) == value for key, value in _mail(given)["Notification"].items())


def _mail(notification: Properties) -> Properties:
    """Return a notification as the API takes it: apart from those whom it tells."""
    of = {key: value for key, value in notification.items() if key != "SubscriberEmailAddresses"}
    whom = [{"SubscriptionType": "EMAIL", "Address": it} for it in notification["SubscriberEmailAddresses"]]
    return {"Notification": of, "Subscribers": whom}
