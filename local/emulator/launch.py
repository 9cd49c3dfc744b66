"""How the emulator is started. Standard library only, since the local run imports this module of the package."""

import os
from dataclasses import dataclass
from pathlib import Path

from local import machine
from local.credentials import Credentials

ROOT = Path(__file__).resolve().parents[2]
REGION = "us-east-2"
MODULE = "local.emulator"
DASHBOARD = "GOPIZZA_DASHBOARD"  # 1: with LocalEmu's dashboard, for which each start takes a second longer
DASHBOARD_PATH = "/_localemu/dashboard"
INHERITED = ("LANG", "PATH", "TMPDIR", DASHBOARD)


@dataclass(frozen=True)
class Launch:
    """port: on 127.0.0.1. directory: for data; it need not exist. page: the origin of the page, if there is one.

    module: the module that Python runs.
    """

    port: int
    directory: Path
    credentials: Credentials
    page: str | None = None
    module: str = MODULE


def command(python: Path, launch: Launch) -> tuple[list[str], dict[str, str]]:
    """Return the command line and the environment variables of an emulator, for its environment's Python.

    Only a few variables are passed on, and none of the machine's AWS settings.
    """
    data = launch.directory / "emulator"
    temporary = data / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    environment = {name: os.environ[name] for name in INHERITED if name in os.environ} | {
        **machine.NO_PROXIES,
        "PYTHONPATH": str(ROOT),
        "PYTHONSAFEPATH": "1",  # no folder may shadow a module
        "TMPDIR": str(temporary),
        "HOME": str(data),  # for plux's cache
        "GATEWAY_LISTEN": f"127.0.0.1:{launch.port}",
        "FILESYSTEM_ROOT": str(data),
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "AWS_DEFAULT_REGION": REGION,
        **_nothing_of_the_machine(data),
        "IAM_ENFORCEMENT": "1",
        "CLOUDFRONT_PROPAGATION_SECONDS": "0",  # a distribution is ready at once, like everything here
        "CLOUDFRONT_OAC_ENFORCE": "0",  # it refuses a bucket's files to the bucket's own account
        "ROOT_ACCESS_KEYS": launch.credentials.access_key,
        "GOPIZZA_SECRET_ACCESS_KEY": launch.credentials.secret_key,  # other users can see arguments
        **({"GOPIZZA_PAGE_ORIGIN": launch.page} if launch.page else {}),
    }
    return [str(python), "-m", launch.module], environment


def _nothing_of_the_machine(data: Path) -> dict[str, str]:
    """Return the variables that keep LocalEmu away from this machine's Docker, AWS settings and network.

    At its start it would clean up Docker after earlier runs, ping Docker's bridge if it is in a container itself, and
    its boto3 would ask EC2's metadata service for credentials.
    """
    return {
        "DOCKER_HOST": f"unix://{data / 'no-docker.sock'}",
        "DOCKER_BRIDGE_IP": "127.0.0.1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
