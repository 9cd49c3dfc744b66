"""Alarms, a dashboard and a budget, if somebody wants to be notified."""

from components.watch.watch import Watch, WatchArgs

__all__ = ["Watch", "WatchArgs"]
