"""Operations that LocalEmu lacks."""

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
