"""The project's name, which stands in `Pulumi.yaml` alone: who runs outside Pulumi's engine has it from here.

Standard library only, since the local run asks before it has any package.
Source: www.pulumi.com/docs/iac/concepts/projects/project-file/
"""

import re
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "Pulumi.yaml"
NAME: str = re.findall(r"""^name: ["']?([A-Za-z0-9._-]+)""", FILE.read_text(encoding="utf-8"), re.MULTILINE)[
    0
]
