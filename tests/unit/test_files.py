from __future__ import annotations

import gzip
import io

import pytest

from streams.errors import SourceError
from streams.sources import files, read_inputs


def read(*paths):
    return list(read_inputs(str(path) for path in paths))


def test_a_folder_is_its_files_sorted_without_hidden_and_golden_ones(tmp_path):
    for name in ("b.txt", "a/z.jsonl", ".hidden", ".git/config", "b.events.jsonl", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [data for _, data in read(tmp_path)] == [b"a/z.jsonl", b"b.txt", b"c.txt"]


def test_gzip_is_known_by_content_and_may_have_several_members(tmp_path):
    file = tmp_path / "page"
    file.write_bytes(gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0")
    assert read(file) == [(str(file), b"one two")]


def test_standard_input_is_a_file(monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO(gzip.compress(b"text")))
    monkeypatch.setattr("sys.stdin", stdin)
    assert read("-") == [("-", b"text")]


def test_a_bomb_is_refused_before_it_fills_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 1 << 20)
    bomb = tmp_path / "bomb.gz"
    bomb.write_bytes(gzip.compress(b"\0" * (1 << 24)))
    with pytest.raises(SourceError, match="holds more than 1 MiB"):
        read(bomb)
    bomb.write_bytes(gzip.compress(b"\0" * (1 << 19)) * 3)
    with pytest.raises(SourceError, match="holds more than 1 MiB"):
        read(bomb)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (gzip.compress(b""), "is empty"),
        (gzip.compress(b"x" * 999)[:-9], "cut short"),
        (b"\x1f\x8bnonsense", "broken"),
    ],
)
def test_useless_files_are_named_in_one_line(tmp_path, content, said):
    file = tmp_path / "file"
    file.write_bytes(content)
    with pytest.raises(SourceError, match=said) as caught:
        read(file)
    assert str(caught.value).startswith(str(file))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("path", ["nowhere.txt", "no\0name", "/dev/null/x"])
def test_a_missing_file_is_said_to_be_missing(path):
    with pytest.raises(SourceError):
        read(path)


def test_an_empty_folder_is_no_input(tmp_path):
    with pytest.raises(SourceError, match="no files in this folder"):
        read(tmp_path)
