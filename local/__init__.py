"""Runs the shop on one machine: an AWS emulator, the program in process, and the page on localhost."""
