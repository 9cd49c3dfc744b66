"""The stand-in provider as a plugin of the real Pulumi engine."""
