"""A Pulumi program of its own, run once per account by a person: see docs/deploy.md."""
