"""How the emulator is started. Standard library only: the local run imports this, and no more of this package."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEPLOYER_KEY = "test"  # IAM lets this access key do everything; its secret is `test` as well
DASHBOARD = "GOPIZZA_DASHBOARD"  # 1: LocalEmu's dashboard is there, and each start takes a second longer
INHERITED = ("HOME", "LANG", "PATH", "TMPDIR", DASHBOARD)


def command(python: Path, port: int, directory: Path) -> tuple[list[str], dict[str, str]]:
    """Return the command line and the environment of an emulator that listens on 127.0.0.1:`port`.

    python: of the emulator's environment. directory: for its data; it need not exist.
    Nothing of the caller's environment but a few names goes along, so no AWS setting of the machine does.
    """
    data = directory / "emulator"
    temporary = data / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    environment = {name: os.environ[name] for name in INHERITED if name in os.environ} | {
        "PYTHONPATH": str(ROOT),
        "PYTHONSAFEPATH": "1",  # no folder may shadow a module
        "TMPDIR": str(temporary),
        "GATEWAY_LISTEN": f"127.0.0.1:{port}",
        "FILESYSTEM_ROOT": str(data),
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "AWS_DEFAULT_REGION": "us-east-2",
        **_nothing_of_the_machine(data),
        "IAM_ENFORCEMENT": "1",
        "ROOT_ACCESS_KEYS": DEPLOYER_KEY,
        "CLOUDFRONT_PROPAGATION_SECONDS": "0",  # a distribution is there at once, as everything here
        "CLOUDFRONT_OAC_ENFORCE": "0",  # it refuses a bucket's files to the bucket's own account
    }
    return [str(python), "-m", "local.emulator"], environment


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
