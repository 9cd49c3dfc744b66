"""Tells a person what goes wrong in the shop; made only if someone wants to be told."""

from components.watch.watch import Watch, WatchArgs

__all__ = ["Watch", "WatchArgs"]
