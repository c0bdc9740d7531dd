import os
from pathlib import Path

import pytest

from search.evaluation.dataset import Dataset
from search.language import Analyzer

ROOT = Path(__file__).parents[2]
OWN = Path(__file__).parent / "own"
SHARED = Path(os.environ.get("SIARAN_DATA") or ROOT.parent / "shared" / "data")
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    return Analyzer()


@pytest.fixture(scope="session")
def own_folder() -> Path:
    return OWN


@pytest.fixture(scope="session")
def own() -> Dataset:
    """The project's own set: invented releases, and the seed."""
    return Dataset.read(OWN, more=SEEDS)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real data that is measured but not kept in the project."""
    if not SHARED.is_dir():
        pytest.skip(f"no data for measuring in {SHARED}; name its folder in SIARAN_DATA")
    return SHARED
