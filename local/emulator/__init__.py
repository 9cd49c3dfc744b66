"""What LocalEmu lacks, added in its own process: Lambda functions, a voice, SDKs, and AWS's behaviour.

`launch.py` is the only module that the local run imports; all others run in the emulator's environment.
"""
