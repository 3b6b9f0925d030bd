"""What only restarts others holds nothing of the house."""

import subprocess
import sys

SAYS_WHAT_IT_HOLDS = "import sys, tsunagu.project.keeping; print('django' in sys.modules)"


def test_the_supervisor_does_not_load_what_it_keeps_running() -> None:
    said = subprocess.run(
        [sys.executable, "-c", SAYS_WHAT_IT_HOLDS], capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == "False"
