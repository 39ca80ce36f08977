"""Hostile files are refused at once, with a sentence, and honest mistakes are all found in one reading."""

import os
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.errors import InputError, Problem
from scenarios.reader import parse, read

SOON = 2.0  # seconds


def refusal(text_or_path: str | bytes | Path, folder: Path) -> Problem:
    """The first problem of a text that must be refused, and soon."""
    path = text_or_path if isinstance(text_or_path, Path) else folder / "hostile.yaml"
    if isinstance(text_or_path, str):
        path.write_text(text_or_path, encoding="utf-8")
    elif isinstance(text_or_path, bytes):
        path.write_bytes(text_or_path)
    begun = time.perf_counter()
    found = problems_of(path)
    assert time.perf_counter() - begun < SOON
    assert found, "it was read without complaint"
    return found[0]


def problems_of(path: Path) -> tuple[Problem, ...]:
    """What is wrong with the file, whether it could be read or not."""
    try:
        return read(path).problems
    except InputError as refused:
        return refused.problems


ALIAS_BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))

HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "is empty"),
    "blank": ("  \n\n", "is empty"),
    "only a comment": ("# nothing\n", "is empty"),
    "too large": ("a: " + "x" * 3_000_000, "too large"),
    "noise": (bytes(range(256)) * 12_000, "too large"),
    "not UTF-8": (b"title: caf\xe9\n", "not UTF-8"),
    "UTF-16": ("title: a\n".encode("utf-16"), "not UTF-8"),
    "NUL": (b"title: a\x00b\n", "control character"),
    "escape": ("title: a\x1b[31mb\n", "control character"),
    "alias bomb": (ALIAS_BOMB, "anchors"),
    "anchor": ("a: &x 1\n", "anchors"),
    "alias": ("a: *x\n", "aliases"),
    "python tag": ("a: !!python/object/apply:os.system ['echo']\n", "tags"),
    "plain tag": ("a: !!str 1\n", "tags"),
    "tagged key": ("!!str a: 1\n", "tags"),
    "brackets": ("[" * 200_000, "nested too deeply"),
    "nested lists": ("a:\n" + "".join("  " * n + "-\n" for n in range(1, 60)) + "  " * 60 + "b", "nested"),
    "nested keys": ("? " * 60_000, "nested too deeply"),
    "nested dashes": ("- " * 60_000, "nested too deeply"),
    "braces": ("{a: " * 60_000, "nested too deeply"),
    "many entries": ("a: [" + "1," * 100_000 + "]", "too many entries"),
    "many lines": ("".join(f"k{n}: 1\n" for n in range(20_000)), "too many entries"),
    "two documents": ("a: 1\n---\nb: 2\n", "more than one document"),
    "a list": ("- 1\n", "must be made of"),
    "a word": ("hello\n", "must be made of"),
    "number key": ("1: a\n", "must be a word"),
    "empty key": (": a\n", "must be a word"),
    "list key": ("? [a, b]\n: 1\n", "must be a word"),
    "not a number": ("a: .nan\n", "finite"),
    "infinity": ("a: -.inf\n", "finite"),
    "overflow": ("a: 1e999\n", "finite"),
    "long integer": ("a: " + "9" * 100_000 + "\n", "at most 40 characters"),
    "no such day": ("a: 2010-02-30\n", "no such day"),
    "open quote": ('a: "' + "b " * 100_000, "not YAML"),
    "open flow": ("a: {b: 1\n", "not YAML"),
    "tabs": ("a:\n\tb: 1\n", "spaces, not tabs"),
    "repeated key": ("a: 1\nb: 2\na: 3\n", "written twice"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_is_refused_soon_with_a_sentence(case: str, tmp_path: Path) -> None:
    text, sentence = HOSTILE[case]
    assert sentence in refusal(text, tmp_path).text


@pytest.mark.parametrize(
    "slow",
    [
        "a: " + "b " * 130_000,
        "a:\n" + "  b c\n" * 40_000,
        "# c\n" * 60_000 + "a: 1",
        "a: '" + "\n" * 250_000 + "'",
    ],
)
def test_the_longest_honest_text_is_read_soon(slow: str) -> None:
    begun = time.perf_counter()
    parse(slow)
    assert time.perf_counter() - begun < SOON


def test_a_tag_is_never_acted_upon(tmp_path: Path) -> None:
    witness = tmp_path / "witness"
    refusal(f"a: !!python/object/apply:os.system ['touch {witness}']\n", tmp_path)
    assert not witness.exists()


def test_files_that_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "voluntary.yaml").write_text("a: 1\n")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "gone.yaml")
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")
    assert refusal(tmp_path / "voluntray.yaml", tmp_path).nearest == str(tmp_path / "voluntary.yaml")
    assert "folder" in refusal(tmp_path, tmp_path).message
    assert "link" in refusal(tmp_path / "link.yaml", tmp_path).message
    assert "cannot be read" in refusal(tmp_path / "loop.yaml", tmp_path).message
    assert "pipe" in refusal(tmp_path / "pipe.yaml", tmp_path).message
    assert "device" in refusal(Path("/dev/zero"), tmp_path).message
    assert "cannot be read" in refusal(tmp_path / ("x" * 5000), tmp_path).message
    assert "cannot be read" in refusal(Path("a\0b"), tmp_path).message


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "closed.yaml").write_text("a: 1\n")
    monkeypatch.setattr("scenarios.files.open", refuse, raising=False)
    monkeypatch.setattr(Path, "open", refuse)
    assert "no permission" in refusal(tmp_path / "closed.yaml", tmp_path).message


def test_the_place_of_bad_bytes_is_named(tmp_path: Path) -> None:
    problem = refusal(b"a: 1\nb: \xff\n", tmp_path)
    assert (problem.line, problem.column, problem.given) == (2, 4, "byte 0xff")
    assert "byte 9" in problem.message


def test_values_and_places() -> None:
    document = parse("on: no\nratio: 1:30\nn: 1e-3\nday: 2010-10-25\nlist:\n  - {a: ~}\n  - 'true'\nt: true\n")
    assert document.value == {
        "on": "no", "ratio": "1:30", "n": 0.001, "day": date(2010, 10, 25), "t": True,
        "list": [{"a": None}, "true"],
    }  # fmt: skip
    assert document.position(("day",)) == (4, 1)
    assert document.value_position(("day",)) == (4, 6)
    assert document.position(("list", 0, "a")) == (6, 6)
    assert document.value_position(("list", 1)) == (7, 5)
    assert document.position(("list", 0, "absent")) == (6, 5)


def test_a_year_may_be_a_key_and_no_other_number() -> None:
    document = parse("2009: 0.08\n'2010': 0.1\n")
    assert document.value == {"2009": 0.08, "2010": 0.1}
    assert document.position(("2009",)) == (1, 1)
    for word in ("12", "20090", "2009.0", "2e3", "0x7d9", "true", "2009-01-01"):
        (only,) = parse(f"{word}: 1\n").problems
        assert "must be a word" in only.message and only.given == word


def test_every_repeated_key_is_reported_with_both_places() -> None:
    document = parse("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n")
    assert [(p.line, p.column, p.field) for p in document.problems] == [(4, 3, "b.c"), (5, 1, "a")]
    assert "line 3" in document.problems[0].message
    assert "line 1" in document.problems[1].message
    assert document.value == {"a": 1, "b": {"c": 1}}


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "bom.yaml").write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read(tmp_path / "bom.yaml").value == {"a": 1}


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab:-[]{}#&*!|>'\"%@`,?\n\t 019.~<é\u2028"), max_size=60))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    found: tuple[Problem, ...] = ()
    with suppress(InputError):
        found = parse(text).problems
    assert all(problem.message for problem in found)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_words(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.yaml"
    path.write_bytes(content)
    assert all(problem.message for problem in problems_of(path))


@pytest.mark.parametrize("odd", ["\\0", "\\x1b[31m", "\\u009b", "\\ud800", "\\ude00\\ud83d", "\\ufffe"])
def test_an_escape_brings_in_nothing_that_a_text_file_may_not_hold(odd: str) -> None:
    """In a value and in a key: terminals act on such characters, and half of a pair cannot be written to a file."""
    (value,) = parse(f'a: "x{odd}y"\n', "any.yaml").problems
    assert value.text.startswith("any.yaml:1:4: a: text must not hold a control character, or half of one (U+")
    (key,) = parse(f'"x{odd}y": 1\n', "any.yaml").problems
    assert key.text.startswith("any.yaml:1:1: text must not hold a control character")


def test_a_character_that_json_writes_as_two_is_one() -> None:
    document = parse('"\\ud83d\\ude00": "a\\ud83d\\ude00b\\n\\tc"\n')
    assert document.value == {"\U0001f600": "a\U0001f600b\n\tc"} and not document.problems
