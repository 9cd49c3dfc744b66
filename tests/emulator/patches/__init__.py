"""Further workarounds, as in local/emulator/patches/: they mend what only tests rely on."""
