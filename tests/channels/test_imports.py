"""Only the Twilio channel's own files know the library; the rest of the house would run with another provider."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]


def imported(file: Path) -> set[str]:
    """The top-level packages that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(str(node.module).partition(".")[0])
    return found


def test_only_the_twilio_channel_imports_twilio():
    files = [ROOT / "app.py", *(ROOT / "bot").rglob("*.py"), *(ROOT / "flows").rglob("*.py")]

    knowing = {file.relative_to(ROOT).as_posix() for file in files if "twilio" in imported(file)}

    assert {name for name in knowing if not name.startswith("bot/channels/twilio")} == set()
    assert "bot/channels/twilio_http.py" in knowing
