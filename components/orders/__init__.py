"""The business layer: what a customer may order, and the workflow that takes the order to its spoken outcome."""

from components.orders.args import OrderSystemArgs
from components.orders.catalog import menu, order_schema
from components.orders.system import OrderSystem

__all__ = ["OrderSystem", "OrderSystemArgs", "menu", "order_schema"]
