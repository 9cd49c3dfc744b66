"""Starts the plugin: a gRPC server on loopback whose port is the first line of its output."""

import contextlib
import importlib.metadata
import os
import sys
import time
from concurrent import futures

import grpc
from pulumi.runtime.proto import provider_pb2_grpc

from tests.engine.plugin.servicer import StandInServicer

ENDPOINT = "AWS_ENDPOINT_URL"
PARALLEL_RESOURCES = 16
PARENT_LOOK_SECONDS = 1
LARGEST_MESSAGE = 400 * 1024 * 1024  # bytes, the engine's own limit


def main() -> int:
    """Serve until the engine is gone; return 1, after one line, when there is no emulator to talk to."""
    endpoint = os.environ.get(ENDPOINT)
    if not endpoint:
        print(
            f"pulumi-resource-aws stands in for AWS: {ENDPOINT} must name an emulator on loopback",
            file=sys.stderr,
        )
        return 1
    server = grpc.server(
        futures.ThreadPoolExecutor(PARALLEL_RESOURCES),
        options=[("grpc.max_receive_message_length", LARGEST_MESSAGE)],
    )
    servicer = StandInServicer(endpoint, importlib.metadata.version("pulumi-aws"))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    engine = os.getppid()
    with contextlib.suppress(KeyboardInterrupt):  # by which the engine ends its plugins
        while os.getppid() == engine:  # one that is killed ends none
            time.sleep(PARENT_LOOK_SECONDS)
    return 0
