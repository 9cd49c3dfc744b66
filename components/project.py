"""The project's name, which is written only in `Pulumi.yaml`, for code that runs outside Pulumi's engine.

Standard library only, since the local run needs it before any package is installed.
Source: www.pulumi.com/docs/iac/concepts/projects/project-file/
"""

import re
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "Pulumi.yaml"
NAME: str = re.findall(
    r"""^name:[ \t]+["']?([A-Za-z0-9._-]+)""", FILE.read_text(encoding="utf-8"), re.MULTILINE
)[0]
