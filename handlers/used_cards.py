"""Encrypted cards that have paid: each pays one order, so that nobody can spend one again who got hold of it."""

from dataclasses import dataclass

from botocore.exceptions import ClientError

from handlers.aws import AwsClient, aws_errors, error_code
from handlers.card import RefusedCardError


@dataclass(frozen=True)
class Payment:
    """What a card is used for, once.

    order_id, started_at: the name and the start of the order's execution. Both, because Step Functions lets a name be
    used again 90 days after its execution has ended: the whole request, sent again then, is another payment.
    Source: docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    """

    order_id: str
    started_at: str


class UsedCards:
    """A table that remembers the fingerprint of every encrypted card that was used, for as long as there are orders.

    Nothing in it expires: a card that it forgot could pay again, and only the end of its key ends a card.
    """

    def __init__(self, client: AwsClient, table: str) -> None:
        self._client, self._table = client, table

    def claim(self, fingerprint: str, payment: Payment) -> None:
        """Claim a card for a payment; a task that runs twice claims the same card for the same payment.

        fingerprint: of the encrypted card.
        Raises RefusedCardError if another payment has it, AwsError.
        Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
        """
        claim = {"orderId": {"S": payment.order_id}, "startedAt": {"S": payment.started_at}}
        with aws_errors("dynamodb:PutItem"):
            try:
                self._client.put_item(
                    TableName=self._table,
                    Item={"fingerprint": {"S": fingerprint}, **claim},
                    ConditionExpression="attribute_not_exists(fingerprint)"
                    " OR (orderId = :order AND startedAt = :started)",
                    ExpressionAttributeValues={":order": claim["orderId"], ":started": claim["startedAt"]},
                )
            except ClientError as error:
                if error_code(error) == "ConditionalCheckFailedException":
                    raise RefusedCardError("used before") from None
                raise
