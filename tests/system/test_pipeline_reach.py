"""What the pipeline's roles reach, in one step and in two: their own environment, and nothing of anybody else's."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from components.project import NAME
from local import configuration
from local.provider import Aws
from tests import running
from tests.making import ANYTHING, trust
from tests.plan.program import registered
from tests.running import ROOT
from tests.system.deploying import Deploying
from tests.system.pipeline import allow_website, pipeline, session
from tests.system.reach import ACCOUNT, Clients, Things, furnish, is_refused
from tests.system.reach_steps import NEEDS, STEPS

ENVIRONMENTS, LOCAL = ("here", "there"), "local"
ROLES = (
    "preview",
    "drift",
    "deploy",
    "made",
)  # the last is one that the deployer makes, with every right there is
# What each may do to its own environment; nothing at all to anybody else's.
OWN: Mapping[str, set[str]] = {
    "preview": {"function: read its code"},
    "drift": {"bucket: list", "function: read its code"},
    "deploy": {
        "api: add a method",
        "api: add a path",
        "api: change",
        "api: change its firewall",
        "api: deploy",
        "api: move its stage",
        "api: set its policy",
        "api: take its firewall away",
        "bucket: delete",
        "bucket: list",
        "bucket: open it",
        "bucket: set its policy",
        "bucket: tag",
        "cdn: change",
        "cdn: delete",
        "function: delete",
        "function: read its code",
        "function: replace its code",
        "function: tag",
        "logs: delete",
        "logs: forget",
        "logs: tag",
        "machine: change",
        "machine: delete",
        "machine: tag",
        "role: change its trust",
        "role: delete",
        "role: hand to a function",
        "role: hand to a function that is there",
        "role: hand to a machine",
        "role: hand to a machine that is there",
        "role: hand to an API",
        "role: tag",
        "state: delete",
        "table: change",
        "table: delete",
        "table: tag",
    },
    "made": {"function: run", "logs: forge", "machine: start", "table: write"},
}
# Everybody sees which files the bucket of all state holds, and reads none but their own.
LISTED = {"bucket: list"}


@dataclass(frozen=True)
class World:
    """An account with the pipeline of two environments, and things of everybody's. made: bootstrap's outputs."""

    aws: Aws
    made: dict[str, Any]
    things: Mapping[str, Things]

    def clients(self, environment: str, role: str) -> Clients:
        """Return a role's clients."""
        if role == "made":
            return self._of(f"{NAME}-{environment}-made")
        return self._of(self.made[environment][f"{role}Role"])

    def _of(self, role: str) -> Clients:
        return replace(self.aws, credentials=session(self.aws, role)).client


@pytest.fixture(scope="module", name="world")
def _world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with running.account(tmp_path_factory.mktemp("reach")) as aws:
        yield furnished(aws)


def furnished(aws: Aws) -> World:
    made = pipeline(aws, [*ENVIRONMENTS, LOCAL])
    things = {
        **{
            it: furnish(aws, f"{NAME}-{it}-", {"Project": NAME, "Stack": it}) | state(made, it)
            for it in ENVIRONMENTS
        },
        "stranger": furnish(aws, "team-", {"Owner": "team"}),
    }
    world = World(aws, made, things)
    for environment in ENVIRONMENTS:
        make_a_role(world, environment)
    return world


def state(made: Mapping[str, Any], environment: str) -> dict[str, str]:
    """Return where an environment's state is."""
    bucket = made["backendUrl"].removeprefix("s3://").partition("?")[0]
    return {"backend": bucket, "state": f".pulumi/stacks/{NAME}/{environment}.json"}


def make_a_role(world: World, environment: str) -> None:
    """Let the deployer make a role that may do everything, as far as its boundary goes."""
    iam = world.clients(environment, "deploy")("iam")
    role = {"RoleName": f"{NAME}-{environment}-made"}
    iam.create_role(
        **role,
        AssumeRolePolicyDocument=trust({"AWS": f"arn:aws:iam::{ACCOUNT}:root"}),
        PermissionsBoundary=world.made[environment]["permissionsBoundaryArn"],
    )
    iam.put_role_policy(**role, PolicyName="anything", PolicyDocument=ANYTHING)


def victims(world: World, environment: str) -> dict[str, Things]:
    """Return everybody's things but the environment's own."""
    [other] = set(ENVIRONMENTS) - {environment}
    others = state(world.made, other)
    ours: Things = {
        "bucket": others["backend"],
        "object": others["state"],
        "boundary": world.made[environment]["permissionsBoundaryArn"],
        "key": secrets_key(world, other),
        "logs": f"/aws/{NAME}-pipeline",
        "role": f"arn:aws:iam::{ACCOUNT}:role/{world.made[environment]['deployRole']}",
        "prefix": "pipeline-",
    }
    own_key: Things = {"key": world.made[environment]["paymentKeyArn"], "prefix": "own-key-"}
    others_key: Things = {"key": world.made[other]["paymentKeyArn"], "prefix": "others-key-"}
    return {
        "the other environment": world.things[other],
        "a stranger": world.things["stranger"],
        "the pipeline": ours,
        "its own payment key": own_key,
        "the other's payment key": others_key,
    }


def secrets_key(world: World, environment: str) -> str:
    alias = f"alias/{NAME}-pipeline-{environment}-secrets"
    return world.aws.client("kms").describe_key(KeyId=alias)["KeyMetadata"]["Arn"]


def reached(clients: Clients, victim: Things, own: Things) -> tuple[set[str], int]:
    """Try every step that is about something the victim has; return those that nobody refused, and their number."""
    known: dict[str, Any] = {}

    def kept(service: str) -> Any:
        return known.setdefault(service, clients(service))

    tried = [name for name in STEPS if NEEDS[name] in victim]
    refused = {name for name in tried if is_refused(lambda: STEPS[name](kept, victim, own))}  # noqa: B023
    return set(tried) - refused, len(tried)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_a_role_reaches_its_own_and_nothing_of_anybody_elses(
    world: World, environment: str, report: Callable[[str], None]
) -> None:
    wrong: dict[tuple[str, str], set[str]] = {}
    cells = 0
    for role in ROLES:
        clients = world.clients(environment, role)
        for whose, victim in victims(world, environment).items():
            found, tried = reached(clients, victim, world.things[environment])
            cells += tried
            expected = LISTED if whose == "the pipeline" and role != "made" else set[str]()
            if whose == "its own payment key" and role == "made":
                expected = {"key: decrypt"}
            if found != expected:
                wrong[role, whose] = found ^ expected
    report(f"reach of {environment}'s roles: {cells} cells of {len(ROLES)} roles, tried by real calls")
    assert wrong == {}


def test_what_a_role_may_do_to_its_own_environment_is_what_is_listed(world: World) -> None:
    for role in ROLES:
        own = world.things["there"]
        found, _ = reached(world.clients("there", role), own, own)
        assert found == OWN[role], role


@pytest.mark.parametrize("role", ROLES)
def test_nobody_gets_more_by_something_new(world: World, role: str) -> None:
    clients = world.clients("here", role)
    iam, boundary = clients("iam"), world.made["there"]["permissionsBoundaryArn"]
    anybody = trust({"AWS": f"arn:aws:iam::{ACCOUNT}:root"})
    tries: dict[str, Callable[[], object]] = {
        "a role without a boundary": lambda: iam.create_role(
            RoleName=f"{NAME}-here-free", AssumeRolePolicyDocument=anybody
        ),
        "a role within another's boundary": lambda: iam.create_role(
            RoleName=f"{NAME}-here-free", AssumeRolePolicyDocument=anybody, PermissionsBoundary=boundary
        ),
        "a role of another's name": lambda: iam.create_role(
            RoleName=f"{NAME}-there-free",
            AssumeRolePolicyDocument=anybody,
            PermissionsBoundary=world.made["here"]["permissionsBoundaryArn"],
        ),
        "a user": lambda: iam.create_user(UserName=f"{NAME}-here-user"),
        "a policy": lambda: iam.create_policy(PolicyName=f"{NAME}-here-policy", PolicyDocument=ANYTHING),
        "a key": lambda: clients("kms").create_key(
            Tags=[{"TagKey": "Stack", "TagValue": "here"}, {"TagKey": "Project", "TagValue": NAME}]
        ),
        "a profile": lambda: iam.create_instance_profile(InstanceProfileName=f"{NAME}-here-profile"),
        "an API with another's tags": lambda: clients("apigateway").create_rest_api(
            name="free", tags={"Project": NAME, "Stack": "there"}
        ),
        "an API without tags": lambda: clients("apigateway").create_rest_api(name="free"),
    }
    assert [what for what, call in tries.items() if not is_refused(call)] == []


def test_the_pipelines_role_deploys_the_whole_program_within_its_boundary(world: World) -> None:
    made, iam = world.made[LOCAL], world.aws.client("iam")
    allow_website(world.aws, made["deployRole"])
    files = ROOT / "Pulumi.yaml", ROOT / "Pulumi.local.yaml"
    outputs = Deploying(
        program=str(ROOT / "__main__.py"),
        emulator_url=world.aws.endpoint,
        project=NAME,
        configuration=configuration.load(
            *files, {f"{NAME}:permissionsBoundary": made["permissionsBoundaryArn"]}
        ),
        credentials=session(world.aws, made["deployRole"]),
    ).outputs()
    ours = [it["RoleName"] for it in iam.list_roles()["Roles"] if it["RoleName"].startswith(f"{NAME}-local-")]
    all_roles = registered(LOCAL).all("aws:iam/role:Role")
    assert len(ours) == len(all_roles) - 1, "bootstrap/ made the account's log role"
    for name in ours:
        boundary = iam.get_role(RoleName=name)["Role"]["PermissionsBoundary"]
        assert boundary["PermissionsBoundaryArn"] == made["permissionsBoundaryArn"]
    assert outputs["stateMachineArn"].rpartition(":")[2].startswith(f"{NAME}-local-orders-workflow-")
