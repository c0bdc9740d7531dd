"""The command line's contract: what is printed where, as what, and with which exit code."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from .conftest import SEEDS, SIARAN  # type: ignore[import-not-found]

QUERY = "menanggulangi teror di Prancis"


def test_the_seed_is_found_by_other_forms_of_its_words_with_marks(run_installed, seeded) -> None:
    done = run_installed("search", QUERY, "--index", seeded)
    assert done.returncode == 0
    assert "*penanggulangan*" in done.stdout
    assert "*terorisme*" in done.stdout or "*teror*" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("variables", [{}, {"SIARAN_INDEX": "tidak-ada"}, {"SIARAN_PER_PAGE": "banyak"}], ids=str)
def test_what_the_other_tests_call_does_as_the_installed_command(
    run, run_installed, seeded, tmp_path, variables
) -> None:
    given = {"SIARAN_INDEX": str(seeded)} | variables
    for arguments in (["search", QUERY, "--json"], ["cari"])[: 1 if variables else 2]:
        ours, installed = (call(*arguments, cwd=tmp_path, **given) for call in (run, run_installed))
        assert (ours.returncode, ours.stderr) == (installed.returncode, installed.stderr)
        said, meant = (done.stdout and json.loads(done.stdout) | {"took_ms": 0} for done in (ours, installed))
        assert said == meant


def test_search_as_json_has_the_keys_of_the_contract(run, seeded) -> None:
    answer = json.loads(run("search", QUERY, "--index", seeded, "--json").stdout)
    assert answer["total"] == 1
    hit = answer["hits"][0]
    assert (hit["date"], hit["source"], hit["url"]) == ("2020-09-03", "BNPT", None)
    assert any("<mark>penanggulangan</mark>" in snippet for snippet in hit["snippets"])
    assert "Boy Rafli Amar" in hit["persons"]
    assert "BNPT" in hit["organizations"]
    assert {"Perancis", "Indonesia", "Jakarta"} <= set(hit["places"])
    assert answer["facets"]["year"] == [{"value": "2020", "count": 1}]
    assert answer["links"] == {"self": None, "next": None, "prev": None}
    assert {"query", "took_ms", "page", "per_page", "did_you_mean"} <= answer.keys()


def test_show_gives_the_release_whole(run, seeded) -> None:
    release_id = json.loads(run("search", "", "--index", seeded, "--json").stdout)["hits"][0]["id"]
    release = json.loads(run("show", release_id, "--index", seeded, "--json").stdout)
    assert release["title_derived"] is True
    assert release["body"].startswith("Jakarta - Kepala Badan")
    for entity in release["entities"]:
        for mention in entity["mentions"]:
            assert release["body"][mention["start"] : mention["end"]] == mention["text"]
    assert {quote["speaker"]["name"] for quote in release["quotes"]} == {"Boy Rafli Amar", "Oliver Chambard"}
    assert [event["date"] for event in release["event_dates"]] == ["2020-07-14"]
    shown = run("show", release_id, "--index", seeded).stdout
    assert "Memorandum of Understanding" in shown
    assert "person: " in shown


def test_stats_say_what_the_index_holds(run, seeded) -> None:
    stats = json.loads(run("stats", "--index", seeded, "--json").stdout)
    assert (stats["releases"], stats["from"], stats["to"]) == (1, "2020-09-03", "2020-09-03")
    assert stats["bytes"] > 1000


def test_filters_narrow(run, seeded) -> None:
    def total(*options: str) -> int:
        return json.loads(run("search", "", "--index", seeded, "--json", *options).stdout)["total"]

    assert total("--from", "2020-09", "--to", "2020-09") == 1
    assert total("--from", "2021") == 0
    assert total("--person", "boy rafli amar", "--place", "Jakarta") == 1
    assert total("--person", "Orang Lain") == 0
    assert total("--source", "BNPT") == 1


def test_index_as_json_reports_what_was_done(run, tmp_path) -> None:
    (tmp_path / "baik.txt").write_text("Rapat dibuka.", "utf-8")
    (tmp_path / "kosong.txt").touch()
    done = run("index", tmp_path, "--index", tmp_path / "index", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert (report["added"], report["updated"], report["unchanged"], report["removed"]) == (1, 0, 0, 0)
    assert [Path(failure["path"]).name for failure in report["failed"]] == ["kosong.txt"]
    assert report["seconds"] > 0
    assert "kosong.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_many_notices_of_one_file_are_said_a_few_times_and_counted(run, tmp_path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join('{"body": "rapat", "date": "03/04/2020"}\n' for _ in range(50)), "utf-8")
    done = run("index", path, "--index", tmp_path / "index")
    assert done.returncode == 0
    assert len(done.stderr.splitlines()) == 4
    assert "47 more" in done.stderr


def test_the_index_is_named_by_the_environment(run, seeded) -> None:
    assert run("stats", SIARAN_INDEX=str(seeded)).returncode == 0


def test_removed_releases_are_gone_and_unknown_ids_named(run, tmp_path) -> None:
    index = tmp_path / "index"
    run("index", SEEDS, "--index", index)
    release_id = json.loads(run("search", "", "--index", index, "--json").stdout)["hits"][0]["id"]
    done = run("remove", release_id, "tidak-ada", "--index", index)
    assert done.returncode == 1
    assert "'tidak-ada'" in done.stderr
    assert json.loads(run("stats", "--index", index, "--json").stdout)["releases"] == 0


def test_a_sound_index_passes_the_check(run, seeded) -> None:
    assert run("check", "--index", seeded).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["index"], "siaran index seeds"),
        (["cari", "x"], "No such command"),
        (["search"], "QUERY"),
        (["search", "x", "--from", "kemarin"], "2020-09-03"),
        (["search", "x", "--limit", "0"], "--limit"),
        (["search", "x", "--sort", "random"], "newest"),
        (["search", "x" * 501], "500"),
        (["search", "x", "--limit", "101"], "100"),
        (["show", "tidak-ada"], "'tidak-ada'"),
        (["search", "x", "--from", "2021", "--to", "2020"], "after"),
    ],
)
def test_a_wrong_call_is_exit_code_2_and_says_what_is_taken(run, seeded, arguments, says) -> None:
    done = run(*arguments, SIARAN_INDEX=str(seeded))
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def damage_nothing(index: Path) -> None: ...


def make_a_file(index: Path) -> None:
    index.write_text("", "utf-8")


def cut_the_header(index: Path) -> None:
    (index / "siaran.json").write_text("{", "utf-8")


def of_another_version(index: Path) -> None:
    (index / "siaran.json").write_text('{"format": 99, "generation": "g000001", "fingerprint": "x"}', "utf-8")


def delete_half(index: Path) -> None:
    for path in sorted(p for p in index.rglob("g*/*") if p.is_file())[::2]:
        path.unlink()


@pytest.mark.parametrize("damage", [damage_nothing, make_a_file, cut_the_header, of_another_version, delete_half])
@pytest.mark.parametrize("command", [["search", "rapat"], ["stats"], ["check"], ["remove", "x"], ["serve"]])
def test_an_index_that_can_not_be_used_is_exit_code_3_with_the_command_that_helps(
    run, seeded, tmp_path, damage, command
) -> None:
    index = tmp_path / "index"
    if damage not in {damage_nothing, make_a_file}:
        shutil.copytree(seeded, index)
    damage(index)
    done = run(*command, "--index", index)
    assert (done.returncode, done.stdout) == (3, "")
    assert "siaran index" in done.stderr or "--index" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_pipe_that_closes_early_is_no_error(seeded) -> None:
    process = subprocess.Popen(
        [SIARAN, "search", "", "--json", "--index", seeded], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.close()
    complaints = process.stderr.read()
    process.stderr.close()
    assert (process.wait(60), complaints) == (0, b"")


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_index_leaves_the_last_state(run, tmp_path, signal_number) -> None:
    index, more = tmp_path / "index", tmp_path / "banyak"
    run("index", SEEDS, "--index", index)
    more.mkdir()
    for number in range(400):
        (more / f"{number}.txt").write_text(f"Rapat nomor {number} kata{number} " + "penanggulangan " * 300, "utf-8")
    process = subprocess.Popen(
        [SIARAN, "index", more, "--index", index, "--jobs", "1"], stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 30
    while not _is_locked(index) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    os.kill(process.pid, signal_number)
    _, complaints = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "Traceback" not in complaints
    assert json.loads(run("stats", "--index", index, "--json").stdout)["releases"] == 1
    assert run("check", "--index", index).returncode == 0
    assert run("index", SEEDS, "--index", index).returncode == 0, "the lock is free again"


def _is_locked(index: Path) -> bool:
    return any(path.name.startswith("writer") and path.stat().st_size for path in index.glob("writer*"))


def test_a_query_is_explained_before_its_results(run, seeded) -> None:
    done = run("search", "menanggulangi tahun:2020", "--index", seeded, "--explain")
    assert done.stdout.startswith("understood as: menanggulangi in any form and dated from 2020-01-01 to 2020-12-31\n")
    assert "penanggulangan" in done.stdout.splitlines()[1]
    assert "only this form: =menanggulangi tahun:2020" in done.stdout
    found = json.loads(run("search", "menanggulangi", "--index", seeded, "--explain", "--json").stdout)
    assert found["explain"]["tree"] == {"match": "word", "word": "menanggulangi", "stem": "tanggulang", "in": None}
    assert found["explain"]["words"][0]["exactly"] == "=menanggulangi"


def test_with_an_explanation_each_hit_says_why_it_scored(run, seeded) -> None:
    lines = run("search", "menanggulangi", "--index", seeded, "--explain").stdout.splitlines()
    (score,) = (float(line.split()[1]) for line in lines if line.startswith("  score "))
    (reason,) = (line.split(maxsplit=1) for line in lines if "in any form (tanggulang)" in line)
    assert float(reason[0]) == score
    assert " of the title" in reason[1] or " of the body" in reason[1]
    (hit,) = json.loads(run("search", "menanggulangi", "--index", seeded, "--explain", "--json").stdout)["hits"]
    assert sum(reason["score"] for reason in hit["reasons"]) == pytest.approx(hit["score"])
    assert "reasons" not in json.loads(run("search", "menanggulangi", "--index", seeded, "--json").stdout)["hits"][0]


def test_a_slip_is_answered_with_what_was_meant_and_it_is_said(run, seeded) -> None:
    done = run("search", "terorsime", "--index", seeded)
    assert "*Terorisme*" in done.stdout
    assert "nothing was found for 'terorsime'" in done.stderr
    done = run("search", "penanggunlangan", "--index", seeded)
    assert "*penanggunlangan*" in done.stdout
    assert "did you mean: penanggulangan" in done.stderr


def test_stem_shows_the_readings_of_a_word_and_why_one_won(run) -> None:
    done = run("stem", "Berikan", "COVID-19")
    lines = done.stdout.splitlines()
    assert lines[0] == "Berikan  ->  beri"
    assert "beri -kan" in lines[1]
    assert "ikan" in lines[2]
    assert "less probable than the first" in lines[2]
    assert "COVID-19  ->  covid" in lines
    (word,) = json.loads(run("stem", "penyelidikan", "--json").stdout)["words"]
    assert (word["form"], word["stem"]) == ("penyelidikan", "selidik")
    assert word["readings"][0]["prefixes"] == ["peN"]


def test_stem_heeds_the_operators_exceptions(run, tmp_path) -> None:
    file = tmp_path / "exceptions.toml"
    file.write_text('protect = ["Berikan"]\n', "utf-8")
    done = run("stem", "berikan", SIARAN_EXCEPTIONS=str(file))
    assert "berikan  ->  berikan" in done.stdout
    assert "protected by the exceptions" in done.stdout


def test_the_audit_lists_words_in_doubt(run, tmp_path) -> None:
    (tmp_path / "a.txt").write_text("Mereka memberi dan berikan bantuan. Beri bantuan.\n", "utf-8")
    run("index", tmp_path / "a.txt", "--index", tmp_path / "index")
    found = json.loads(run("stem", "--audit", "--index", tmp_path / "index", "--json").stdout)
    assert [group["stem"] for group in found["groups"]] == ["beri"]
    assert found["groups"][0]["doubts"][0]["form"] == "berikan"
    assert "berikan (" in run("stem", "--audit", "--index", tmp_path / "index").stdout


@pytest.mark.parametrize("arguments", [[], ["--audit", "kata"]])
def test_stem_takes_words_or_an_audit(run, arguments) -> None:
    done = run("stem", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--audit" in done.stderr


def test_quotes_are_found_by_their_words_and_say_who_spoke(run, seeded) -> None:
    done = run("quotes", "kerja sama", "--index", seeded)
    assert done.returncode == 0
    assert "*kerja* *sama*" in done.stdout
    assert "Oliver Chambard, Duta Besar Perancis" in done.stdout
    assert "1 quote\n" in done.stdout


def test_quotes_of_one_speaker_as_json(run, seeded) -> None:
    done = run("quotes", "--speaker", "boy rafli amar", "--index", seeded, "--json")
    found = json.loads(done.stdout)
    assert [hit["speaker"]["name"] for hit in found["hits"]] == ["Boy Rafli Amar"]
    assert found["total"] == 1
