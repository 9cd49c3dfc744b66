"""The order workflow's Lambda functions, one module per state, and the small modules that they share.

Standard library and boto3 only. Importing a module reads nothing from the environment and calls nothing.
"""
