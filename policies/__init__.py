"""The rules that every stack must satisfy, as plain functions and as a Pulumi policy pack.

The rules need nothing but Python: `judging.py` applies them to a `model.Graph`, wherever that comes from. `__main__.py`
gives them to Pulumi's engine. `catalogue.py` lists them, `exceptions.py` says who need not obey, and why.
"""
