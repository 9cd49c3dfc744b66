"""The rules that every stack must satisfy, as data and plain functions and as a Pulumi policy pack.

The rules need nothing but Python: `rules.py` applies them to a `model.Graph`, wherever that comes from. `__main__.py`
passes them to Pulumi's engine. `rules.yaml` lists them, `exceptions.yaml` has the exceptions and their reasons.
"""
