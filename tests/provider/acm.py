"""Certificates. Source: docs.aws.amazon.com/acm/latest/APIReference/API_Operations.html"""

import time

from local.provider import ProviderError
from local.provider.shapes import Properties
from tests.provider.errors import AbsentError
from tests.provider.resource import Existing, Seen, WholeResource, pairs

LOOK_SECONDS, MOST_SECONDS = 0.2, 60.0


class Certificate(WholeResource):
    kind = "aws:acm/certificate:Certificate"
    import_id = ()

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        arn = self.client.request_certificate(**self.request(inputs), **self.tags(inputs))["CertificateArn"]
        return arn, self.look(Existing(arn, {})).outputs

    def look(self, thing: Existing) -> Seen:
        found = self.client.describe_certificate(CertificateArn=thing.id)["Certificate"]
        records = [(it["DomainName"], it["ResourceRecord"]) for it in found["DomainValidationOptions"]]
        proofs = [
            {
                "domainName": name,
                "resourceRecordName": record["Name"],
                "resourceRecordType": record["Type"],
                "resourceRecordValue": record["Value"],
            }
            for name, record in records
        ]
        outputs = self.made({}, {**found, "arn": thing.id, "proofs": proofs})[1]
        return Seen(outputs, {"DomainName": found["DomainName"]})

    def update(self, thing: Existing, new: Properties) -> Properties:
        options = self.request(new).get("Options", {"CertificateTransparencyLoggingPreference": "ENABLED"})
        self.client.update_certificate_options(CertificateArn=thing.id, Options=options)
        return {}

    def retag(self, thing: Existing, tags: dict[str, str], removed: list[str]) -> None:
        gone = [{"Key": key} for key in removed]
        if gone:
            self.client.remove_tags_from_certificate(CertificateArn=thing.id, Tags=gone)
        self.client.add_tags_to_certificate(CertificateArn=thing.id, Tags=pairs(tags))

    def delete(self, thing: Existing) -> None:
        self.client.delete_certificate(CertificateArn=thing.id)


class CertificateValidation(WholeResource):
    """Waits until a certificate is issued; there is nothing of its own in AWS."""

    kind = "aws:acm/certificateValidation:CertificateValidation"

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        end = time.monotonic() + MOST_SECONDS
        while self._status(inputs["certificateArn"]) != "ISSUED":
            if time.monotonic() > end:
                raise ProviderError(f"{inputs['certificateArn']} is not issued after {MOST_SECONDS:g} s")
            time.sleep(LOOK_SECONDS)
        return inputs["certificateArn"], {}

    def look(self, thing: Existing) -> Seen:
        if self._status(thing.state["certificateArn"]) != "ISSUED":
            raise AbsentError(thing.id)
        return Seen()

    def delete(self, thing: Existing) -> None:
        """Nothing to do: the certificate stays issued."""

    def _status(self, arn: str) -> str:
        return self.client.describe_certificate(CertificateArn=arn)["Certificate"]["Status"]
