"""Operations that LocalEmu lacks, and what it makes of another form."""

from tests.system.workarounds.importing import imported


def header_policies_are_unknown() -> bool:
    provider = imported("localemu.services.cloudfront.provider").CloudFrontProvider
    return "create_response_headers_policy" not in vars(provider)


def distribution_is_answered_as_moto_remembers_it() -> bool:
    return "get_distribution" not in vars(
        imported("localemu.services.cloudfront.provider").CloudFrontProvider
    )


def log_group_keeps_its_key() -> bool:
    return "associate_kms_key" not in vars(imported("localemu.services.logs.provider").LogsProvider)


def ids_of_hosted_zones_begin_with_anything() -> bool:
    asked = imported("moto.route53.models").HostedZoneIdentifier("000000000000", "example.org", None)
    return not all(asked.generate().startswith("Z") for _ in range(9))


def executions_can_not_be_redriven() -> bool:
    steps = imported("localemu.services.stepfunctions.provider").StepFunctionsProvider
    return "redrive_execution" not in vars(steps)
