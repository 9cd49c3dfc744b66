"""The parts of the system, one Pulumi component resource per file or package."""
