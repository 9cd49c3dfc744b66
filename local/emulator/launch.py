"""How the emulator is started. Standard library only, since the local run imports this module of the package."""

import os
from dataclasses import dataclass
from pathlib import Path

from local import machine
from local.credentials import Credentials

ROOT = Path(__file__).resolve().parents[2]
REGION = "us-east-2"
MODULE = "local.emulator"
DASHBOARD = "GOPIZZA_DASHBOARD"  # 1: LocalEmu's dashboard is there, and each start takes a second longer
DASHBOARD_PATH = "/_localemu/dashboard"
INHERITED = ("LANG", "PATH", "TMPDIR", DASHBOARD)


@dataclass(frozen=True)
class Launch:
    """port: on 127.0.0.1. directory: for data; it need not exist. page: the origin of the page, if any.

    module: what Python runs.
    """

    port: int
    directory: Path
    credentials: Credentials
    page: str | None = None
    module: str = MODULE


def command(python: Path, launch: Launch) -> tuple[list[str], dict[str, str]]:
    """Return the command line and the environment of an emulator, to be run by its environment's Python.

    Nothing of the caller's environment but a few names goes along, so no AWS setting of the machine does.
    """
    data = launch.directory / "emulator"
    temporary = data / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    environment = {name: os.environ[name] for name in INHERITED if name in os.environ} | {
        **machine.NO_PROXIES,
        "PYTHONPATH": str(ROOT),
        "PYTHONSAFEPATH": "1",  # no folder may shadow a module
        "TMPDIR": str(temporary),
        "HOME": str(data),  # where plux keeps what it found
        "GATEWAY_LISTEN": f"127.0.0.1:{launch.port}",
        "FILESYSTEM_ROOT": str(data),
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "AWS_DEFAULT_REGION": REGION,
        **_nothing_of_the_machine(data),
        "IAM_ENFORCEMENT": "1",
        "CLOUDFRONT_PROPAGATION_SECONDS": "0",  # a distribution is there at once, as everything here
        "CLOUDFRONT_OAC_ENFORCE": "0",  # it refuses a bucket's files to the bucket's own account
        "ROOT_ACCESS_KEYS": launch.credentials.access_key,
        "GOPIZZA_SECRET_ACCESS_KEY": launch.credentials.secret_key,  # arguments are for all to see
        **({"GOPIZZA_PAGE_ORIGIN": launch.page} if launch.page else {}),
    }
    return [str(python), "-m", launch.module], environment


def _nothing_of_the_machine(data: Path) -> dict[str, str]:
    """Return what keeps LocalEmu from this machine's Docker, AWS settings and network.

    At its start it cleans up in Docker after earlier runs, pings Docker's bridge when it's in a container itself, and
    its boto3 asks the metadata service of EC2 for credentials.
    """
    return {
        "DOCKER_HOST": f"unix://{data / 'no-docker.sock'}",
        "DOCKER_BRIDGE_IP": "127.0.0.1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
