"""`walk`: folders -> the files in them that can be read, each once."""

import os
from pathlib import Path

import pytest

from search.errors import ReadError
from search.readers import walk


@pytest.fixture
def folder(tmp_path):
    for name in (
        "b.txt",
        "a.HTML",
        "sub/c.jsonl",
        "sub/deep/d.csv",
        ".hidden.txt",
        ".git/e.txt",
        "f.docx",
        "g",
        "sub2/h.json",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Isi.")
    return tmp_path.resolve()


def names(folder, found):
    return [item.relative_to(folder).as_posix() for item in found]


def test_a_folder_is_gone_through_in_the_order_of_names_without_what_is_hidden_or_unknown(folder):
    expected = ["a.HTML", "b.txt", "sub/c.jsonl", "sub/deep/d.csv", "sub2/h.json"]
    assert names(folder, walk([folder])) == expected
    assert all(path.is_absolute() for path in walk([folder]))


def test_a_file_that_is_given_is_kept_whatever_its_name_is(folder):
    given = [folder / "f.docx", folder / ".hidden.txt", folder / "g"]
    assert list(walk(given)) == given


def test_each_file_comes_once(folder):
    found = list(walk([folder / "b.txt", folder / "sub", folder, folder / "sub" / ".." / "b.txt", folder]))
    assert len(found) == len(set(found)) == 5
    assert found[0] == folder / "b.txt"


def test_relative_paths_become_absolute(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert list(walk([Path("b.txt"), Path("sub/../a.HTML")])) == [folder / "b.txt", folder / "a.HTML"]


def test_links_in_a_circle_end_and_a_link_is_the_file_it_leads_to(folder):
    (folder / "sub" / "circle").symlink_to(folder)
    (folder / "z.txt").symlink_to(folder / "b.txt")
    assert len(list(walk([folder]))) == 5
    assert list(walk([folder / "z.txt"])) == [folder / "b.txt"]


def test_what_is_missing_is_an_error_and_the_others_go_on(folder):
    (folder / "broken.txt").symlink_to(folder / "nowhere.txt")
    (folder / "self.txt").symlink_to(folder / "self.txt")
    found = list(walk([folder / "none", folder]))
    errors = [item for item in found if isinstance(item, ReadError)]
    assert [error.where for error in errors] == [
        (folder / name).as_posix() for name in ("none", "broken.txt", "self.txt")
    ]
    assert "no such file" in errors[0].reason
    assert len(found) == 5 + 3


def test_a_folder_that_cant_be_listed_is_an_error_and_the_others_go_on(folder, monkeypatch):
    iterdir = Path.iterdir

    def refuse(self):
        if self.name == "sub":
            raise PermissionError(13, "Permission denied", str(self))
        return iterdir(self)

    monkeypatch.setattr(Path, "iterdir", refuse)
    found = list(walk([folder]))
    (error,) = [item for item in found if isinstance(item, ReadError)]
    assert error.where == (folder / "sub").as_posix()
    assert "not permitted" in error.reason
    assert folder / "sub2" / "h.json" in found


def test_a_pipe_is_an_error_and_is_not_waited_for(folder):
    os.mkfifo(folder / "pipe.txt")
    (error,) = walk([folder / "pipe.txt"])
    assert "neither a file nor a folder" in error.reason
    assert any(isinstance(item, ReadError) for item in walk([folder]))


@pytest.mark.parametrize("name", [b"\xff.txt", b"x" * 300, b"a\0b"])
def test_an_impossible_name_is_an_error_that_can_be_printed(folder, name):
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
    if name == b"\xff.txt":
        path.write_text("Isi.")
    (error,) = walk([path])
    assert isinstance(error, ReadError)
    str(error).encode("utf-8")


def test_a_very_deep_folder_is_walked(tmp_path):
    place = tmp_path.resolve()
    for _ in range(400):
        place = place / "d"
    place.mkdir(parents=True)
    (place / "a.txt").write_text("Isi.")
    assert list(walk([tmp_path])) == [place / "a.txt"]
