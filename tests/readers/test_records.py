"""Files of many records: read lazily, each within its bound, past what is broken."""

import itertools
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.errors import ReadError
from search.model import Release
from search.readers import Notice, read

BOUND = 10_000_000


@pytest.fixture
def items(tmp_path):
    def write_and_read(name, content, record_bytes=BOUND):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(read(path, record_bytes=record_bytes))

    return write_and_read


def bodies(items):
    return [item.body for item in items if isinstance(item, Release)]


def errors(items):
    return [(item.where.rpartition(":")[2], item.reason) for item in items if isinstance(item, ReadError)]


# --- JSON Lines


def test_a_bad_line_is_named_and_the_others_go_on(items):
    found = items("a.jsonl", '{"body": "Satu."}\n{"body": \n\n[1]\n12\n{"body": "Dua."}')
    assert bodies(found) == ["Satu.", "Dua."]
    assert [where for where, _ in errors(found)] == ["2", "4", "5"]
    assert "not JSON" in errors(found)[0][1]


@pytest.mark.parametrize("line", ["[" * 100_000, '{"a":' * 100_000, '{"id": ' + "9" * 100_000 + "}"])
def test_a_line_that_is_too_deep_or_holds_a_huge_number_is_an_error(items, line):
    found = items("a.jsonl", f'{{"body": "Satu."}}\n{line}\n{{"body": "Dua."}}')
    assert bodies(found) == ["Satu.", "Dua."]
    assert [where for where, _ in errors(found)] == ["2"]


def test_a_huge_number_for_an_id_is_replaced(items):
    notice, release = items("a.jsonl", '{"body": "Isi.", "id": ' + "9" * 100_000 + "}")
    assert isinstance(notice, Notice)
    assert len(release.id) == 16


def test_a_line_over_the_bound_is_named_and_the_others_go_on(items):
    line = json.dumps({"body": "y" * 38})
    over = json.dumps({"body": "z" * 39})
    found = items("a.jsonl", f"{line}\n{over}\n{'x' * 1_000_000}\n{line}", len(line))
    assert bodies(found) == ["y" * 38] * 2
    assert [where for where, _ in errors(found)] == ["2", "3"]


def test_the_bound_counts_bytes(items):
    line = json.dumps({"body": "é" * 50}, ensure_ascii=False)
    assert bodies(items("a.jsonl", line, len(line.encode())))
    assert errors(items("a.jsonl", line, len(line.encode()) - 1))


def test_lines_are_read_as_they_are_asked_for(tmp_path, monkeypatch):
    path = tmp_path / "a.jsonl"
    path.write_text('{"body": "Isi."}\n' * 500_000)
    asked = []
    import search.readers.jsonl as module

    decode = module.DECODER.decode
    monkeypatch.setattr(
        module, "DECODER", type("Counting", (), {"decode": lambda _, text: asked.append(1) or decode(text)})()
    )
    assert len(list(itertools.islice(read(path, record_bytes=BOUND), 3))) == 3
    assert len(asked) == 3


def test_lines_of_another_encoding_are_read_and_said_once(items):
    text = '{"body": "Kata “aman” — ujarnya."}\n'
    notice, *found = items("a.jsonl", (text * 3).encode("cp1252"))
    assert bodies(found) == ["Kata “aman” — ujarnya."] * 3
    assert "windows-1252" in notice.text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv"])
def test_a_byte_order_mark_is_no_part_of_the_text(items, name, encoding):
    text = "body\n“Isi.”\n" if name == "a.csv" else '{"body": "“Isi.”"}\n'
    found = items(name, text.encode(encoding))
    assert bodies(found) == ["“Isi.”"]
    assert len(found) == 1


@pytest.mark.parametrize(
    "text", ['[{"body": "Satu."}, {"body": "Dua."}]', '{\n "body": "Satu."\n}\n{\n "body": "Dua."\n}']
)
def test_a_document_under_jsonl_is_read_as_one(items, text):
    assert bodies(items("a.jsonl", text)) == ["Satu.", "Dua."]


# --- JSON


@pytest.mark.parametrize(
    "text",
    [
        '[{"body": "Satu."}, {"body": "Dua."}]',
        '{"made": [1, {"a": 2}], "releases": [{"body": "Satu."}, {"body": "Dua."}], "more": null}',
        '{"body": "Satu."}\n{"body": "Dua."}\n',
    ],
)
def test_a_list_an_object_with_releases_and_lines_are_read(items, text):
    found = items("a.json", text)
    assert bodies(found) == ["Satu.", "Dua."]
    assert len({release.id for release in found}) == 2


def test_an_element_that_is_no_record_is_named_and_the_others_go_on(items):
    found = items("a.json", '[{"body": "Satu."},\n5,\nnull,\n{"title": "Judul"},\n{"body": "Dua."}]')
    assert bodies(found) == ["Satu.", "Dua."]
    assert [where for where, _ in errors(found)] == ["2", "3", "4"]


@pytest.mark.parametrize(
    ("rest", "line"),
    [
        (',\n{"body" "x"}]', "2"),
        (",\n", "2"),
        (" x]", "1"),
        ("]\nx", "2"),
        (',\n{"body": "x', "2"),
        (",\n]", "2"),
        (",\n{5}]", "2"),
        ("", "1"),
    ],
)
def test_what_stands_before_a_syntax_error_is_read_and_its_line_named(items, rest, line):
    found = items("a.json", '[{"body": "Satu."}' + rest)
    assert bodies(found) == ["Satu."]
    assert [where for where, _ in errors(found)] == [line]
    assert "not JSON" in errors(found)[0][1]


@pytest.mark.parametrize("text", ["5", '"Isi."', "null", "true", "[5]"])
def test_a_document_of_another_type_is_an_error(items, text):
    (error,) = items("a.json", text)
    assert "record is" in error.reason


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a":' * 200_000, '[{"body": ' + "[" * 200_000])
def test_a_document_nested_too_deeply_is_an_error(items, text):
    (error,) = items("a.json", text)
    assert isinstance(error, ReadError)


def test_a_record_over_the_bound_ends_a_document(items):
    found = items("a.json", json.dumps([{"body": "Satu."}, {"body": "x" * 100}]), 50)
    assert bodies(found) == ["Satu."]
    assert "50 bytes" in errors(found)[0][1]


def test_a_string_that_never_ends_is_not_read_beyond_the_bound(items):
    found = items("a.json", '[{"body": "Satu."}, {"body": "' + "x" * 5_000_000, 100_000)
    assert bodies(found) == ["Satu."]
    assert len(errors(found)) == 1


def test_records_across_the_pieces_in_which_a_document_is_read_are_whole(items):
    records = [{"body": f"{number} " + "é" * 997} for number in range(1500)]
    found = items("a.json", json.dumps(records, ensure_ascii=False, indent=1))
    assert bodies(found) == [record["body"] for record in records]


@pytest.mark.parametrize("rest", ['{"body": "x\n\n\n', "{]", "{", '{"body"', "-", "5,"])
def test_the_line_of_a_fault_far_into_a_document_is_right(items, rest):
    records = "".join(json.dumps({"body": "x" * 1000}) + ",\n" for _ in range(1200))
    found = items("a.json", "[\n" + records + rest)
    assert len(bodies(found)) == 1200
    assert {where for where, _ in errors(found)} == {"1202"}


@pytest.mark.parametrize("text", ["{5}", '{"body": "Isi.", 5}', '{"body" 5}', '{"body": "Isi."'])
def test_a_broken_object_is_an_error(items, text):
    (error,) = items("a.json", text)
    assert "not JSON" in error.reason


def test_a_record_that_seems_to_end_where_a_piece_ends_is_read_on(items):
    for gap in range(999_990, 1_000_001):
        text = '{"id":' + " " * (gap - 6) + '1234,"body":"Isi."}'
        (release,) = items("a.json", text)
        assert release.id == "1234"


# --- CSV


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_found_and_quoted_cells_keep_lines(items, delimiter, end):
    text = end.join(
        [
            delimiter.join(["ID", " Title ", "Body"]),
            delimiter.join(["1", "Judul", f'"Satu{delimiter} ""dua"".{end}Tiga."']),
        ]
    )
    (release,) = items("a.csv", text + end)
    assert (release.id, release.title) == ("1", "Judul")
    assert release.body == f'Satu{delimiter} "dua".\nTiga.'


def test_the_line_in_which_excel_names_the_delimiter_is_obeyed(items):
    assert bodies(items("a.csv", "sep=|\nbody|title\nIsi.|Judul\n")) == ["Isi."]


def test_a_missing_column_is_an_error_that_names_what_there_is(items):
    (error,) = items("a.csv", "judul;isi\nJudul;Isi.\n")
    assert "'body'" in error.reason
    assert "'judul', 'isi'" in error.reason


def test_a_column_named_twice_is_an_error(items):
    (error,) = items("a.csv", "body,body\na,b\n")
    assert "two columns" in error.reason


def test_a_ragged_row_is_named_and_the_others_go_on(items):
    found = items("a.csv", 'id,body\n1,"Satu\ndua."\n2\n\n3,Tiga,empat\n5,\n4,Lima.\n')
    assert bodies(found) == ["Satu\ndua.", "Lima."]
    assert [where for where, _ in errors(found)] == ["4", "6", "7"]
    assert "3 cells" in errors(found)[1][1]


def test_a_row_with_wrong_quotation_marks_is_named_and_the_others_go_on(items):
    found = items("a.csv", 'id,body\n1,"Satu" dua\n2,Dua.\n3,Kata "aman".\n')
    assert bodies(found) == ["Dua.", 'Kata "aman".']
    assert [where for where, _ in errors(found)] == ["2"]


@pytest.mark.parametrize("bound", [100, BOUND])
def test_a_quotation_mark_that_is_never_closed_is_named(items, bound):
    found = items("a.csv", 'id,body\n1,Satu.\n2,"Dua\n' + "3,Tiga.\n" * 100, bound)
    assert bodies(found) == ["Satu."]
    ((where, reason),) = errors(found)
    assert where == "3"
    assert "never closed" in reason


@pytest.mark.parametrize("middle", ["x" * 500, "x\n" * 250, 'x ""y""\n' * 50 + "x" * 200])
def test_a_row_over_the_bound_is_named_and_the_others_go_on(items, middle):
    found = items("a.csv", f'id,body\n1,Satu.\n2,"{middle}"\n3,Tiga.\n', 100)
    assert bodies(found) == ["Satu.", "Tiga."]
    ((where, reason),) = errors(found)
    assert where == "3"
    assert "100 bytes" in reason


def test_a_cell_of_more_than_the_modules_default_bound_is_read(items):
    assert bodies(items("a.csv", "body\n" + "x" * 1_000_000 + "\n")) == ["x" * 1_000_000]


def test_a_table_of_another_encoding_is_read_and_said_once(items):
    found = items("a.csv", ("body;title\n" + "Kata “aman” — ujarnya.;“Judul”\n" * 3).encode("cp1252"))
    assert bodies(found) == ["Kata “aman” — ujarnya."] * 3
    assert sum(isinstance(item, Notice) for item in found) == 1


def test_a_header_over_the_bound_is_an_error(items):
    (error,) = items("a.csv", "body," + "x" * 1000 + "\nIsi.,\n", 100)
    assert "header" in error.reason


def test_a_header_that_is_no_row_is_an_error(items):
    (error,) = items("a.csv", "x" * 20_000_000 + ",body\nIsi.,Isi.\n", 30_000_000)
    assert "header row" in error.reason


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1).map(lambda text: "a" + text + "b"),
        min_size=1,
    )
)
def test_what_is_written_as_lines_list_or_table_is_read_back(tmp_path, texts):
    import csv

    lines, document, table = (tmp_path / f"a.{suffix}" for suffix in ("jsonl", "json", "csv"))
    lines.write_text("".join(json.dumps({"body": text}) + "\n" for text in texts))
    document.write_text(json.dumps({"releases": [{"body": text} for text in texts]}, ensure_ascii=False), "utf-8")
    with table.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle).writerows([["id", "body"], *enumerate(texts)])
    for path in (lines, document, table):
        assert bodies(read(path, record_bytes=BOUND)) == texts
