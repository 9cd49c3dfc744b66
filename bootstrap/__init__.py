"""A separate Pulumi program, which a person runs once per account: see docs/deploy.md."""
