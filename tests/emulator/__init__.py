"""The emulator with what no local run asks it: how AWS holds pipelines' roles to their rights, and CloudFront."""
