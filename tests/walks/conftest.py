"""The lead of the stories."""

from pathlib import Path

import pytest

from walks.lead import Lead


@pytest.fixture
def lead(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Lead:
    """A lead in an empty folder."""
    return Lead(tmp_path, capfdbinary, monkeypatch)
