"""A batch that was prepared in another process is stored as one that was not."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from search.analysis import analyse, keep
from search.annotating import annotate
from search.companions import Followed
from search.derived import Derived, companions
from search.engines.base import Batch, Request
from search.engines.whoosh import WhooshEngine
from search.errors import SiaranError
from search.language import Analyzer, cut
from search.model import Everything, Release
from search.preparing import Elsewhere, stems_of
from search.workers import Task, Workshop

ANALYZER = Analyzer()

QUOTED = (
    'Jakarta - Menteri Keuangan Ani Wibowo, Sp.A., mengatakan anggaran naik. "Anggaran naik sepuluh persen tahun ini," '
    "kata Ani di Jakarta, Senin (14/7/2020). Kementerian Keuangan (Kemenkeu) akan mengumumkannya."
)


@pytest.fixture(scope="module")
def batch() -> Batch:
    releases = annotate(
        [
            Release("a", QUOTED, "Anggaran naik", origin="satu.txt", source="Kemenkeu"),
            Release("b", QUOTED.replace("sepuluh", "dua puluh"), "Anggaran \udc80 naik", origin="dua.txt"),
            Release("c", "Tanpa nama \ud800 dan tanpa tanggal.", title_derived=True),
        ]
    )
    return analyse(releases, ["1", "2", "3"], ANALYZER, lambda _forms: {})


Work = Callable[..., None]


def done_at_the_end(work: Work, *given: object) -> Callable[[], None]:
    """As another process would do it, at the latest moment that it may be done."""
    return partial(pickle.loads(pickle.dumps(work)), *pickle.loads(pickle.dumps(given)))


def stored(folder: Path, *batches: Batch, elsewhere: Elsewhere | None = None) -> tuple:
    with closing(WhooshEngine.create(folder, ANALYZER.fingerprint)) as engine:
        followed = Followed(engine, companions(folder, ANALYZER))
        with followed.writer() as writer:
            for each in batches:
                writer.add(each)
            if elsewhere:
                writer.settle(elsewhere)
            writer.commit()
        assert followed.check() == []
        derived = Derived(engine.snapshot(), ANALYZER, folder)
        with closing(derived), closing(derived.snapshot) as snapshot:
            found = snapshot.search(Request(Everything()))
            whole = [snapshot.release(match.release.id) for match in found.matches]
            assert derived.quotes is not None
            assert derived.quotes.stats().releases == sum(len(release.quotes) for release in whole)
            quotes = derived.quotes.search(Request(Everything()))
            names = sorted(derived.registry.aliases())
        return found, whole, quotes, names


def sent(folder: Path, batch: Batch) -> Batch:
    with closing(WhooshEngine.create(folder, ANALYZER.fingerprint)) as engine:
        preparation = Followed(engine, companions(folder, ANALYZER)).preparation()
    assert preparation is not None
    bodies = cut(release.body for release in batch.releases)
    prepared = pickle.loads(pickle.dumps(preparation)).prepared(batch, bodies, stems_of(batch), ANALYZER)
    return pickle.loads(pickle.dumps(prepared))


def test_an_index_of_prepared_batches_is_that_of_batches(tmp_path: Path, batch: Batch) -> None:
    assert stored(tmp_path / "one", batch) == stored(tmp_path / "other", sent(tmp_path / "some", batch))


@pytest.mark.parametrize("elsewhere", [done_at_the_end, lambda *_: None], ids=["elsewhere", "nowhere else"])
def test_names_joined_in_another_process_are_joined_as_in_this_one(
    tmp_path: Path, batch: Batch, elsewhere: Elsewhere
) -> None:
    assert stored(tmp_path / "one", batch) == stored(tmp_path / "other", batch, elsewhere=elsewhere)


def test_names_that_another_process_failed_to_join_are_joined_by_the_next_writer(tmp_path: Path, batch: Batch) -> None:
    def failing(*_: object) -> Callable[[], None]:
        def wait() -> None:
            raise SiaranError("it died")

        return wait

    with closing(Followed(WhooshEngine.create(tmp_path, "test"), companions(tmp_path, ANALYZER))) as engine:
        with pytest.raises(SiaranError, match="it died"), engine.writer() as writer:
            writer.add(batch)
            writer.settle(failing)
            writer.commit()
        assert [line for line in engine.check() if "identity" in line]
        with engine.writer() as writer:
            writer.remove(["c"])
            writer.settle(failing)  # which has nothing to do: some names are joined here
            writer.commit()
        assert engine.check() == []


def test_names_that_are_being_joined_are_left_where_the_commit_fails(tmp_path: Path, batch: Batch) -> None:
    with closing(Followed(WhooshEngine.create(tmp_path, "test"), companions(tmp_path, ANALYZER))) as engine:
        with pytest.raises(ZeroDivisionError), engine.writer() as writer:
            writer.add(batch)
            writer.settle(done_at_the_end)
            raise ZeroDivisionError
        with closing(engine.snapshot()) as snapshot:
            assert snapshot.stats().releases == 0
        assert engine.check() == []
        assert not (tmp_path / "derived" / "identity").exists()


def test_releases_are_the_same_once_they_are_asked_for(tmp_path: Path, batch: Batch) -> None:
    carried = sent(tmp_path, batch).releases
    assert list(carried) == list(batch.releases)
    assert carried[1:] == list(batch.releases[1:])


def test_some_of_a_prepared_batch_are_kept_as_those_of_any(tmp_path: Path, batch: Batch) -> None:
    some = keep(sent(tmp_path / "some", batch), [2, 0])
    assert stored(tmp_path / "one", keep(batch, [2, 0])) == stored(tmp_path / "other", some)


def test_stems_that_others_have_found_are_taken_over_and_those_found_are_kept() -> None:
    asked: list[list[str]] = []

    class Recorded(Analyzer):
        def stems(self, forms: Iterable[str]) -> dict[str, str]:
            asked.append(list(forms))
            return super().stems(asked[-1])

    workshop = Workshop(Recorded(), 1 << 20, None)
    task = Task.of_releases([Release("a", "Mereka menulis surat")], ["1"], {})
    batch = workshop.do(replace(task, stems={"menulis": "tulis"})).batch
    assert batch is not None
    assert dict(zip(batch.forms, batch.stems, strict=True)) == {
        "mereka": "mereka",
        "menulis": "tulis",
        "surat": "surat",
    }
    workshop.do(Task.of_releases([Release("b", "Mereka menulis kabar")], ["2"], {}))
    assert asked == [["mereka", "surat"], ["kabar"]]
