"""One branch of the error tree for each exit code, and a problem as a sentence."""

from scenarios.errors import CheckFailed, InputError, PartlyDone, Problem, RunFailed, SanctionsimError

WHOLE = Problem("a.yaml", 3, 5, "x.y", "is wrong", "'p'", "q or r", "q")


def test_exit_codes() -> None:
    tree = (SanctionsimError, RunFailed, InputError, CheckFailed, PartlyDone)
    assert [branch.exit_code for branch in tree] == [1, 1, 2, 3, 4]
    assert all(issubclass(branch, SanctionsimError) for branch in tree)


def test_a_problem_as_a_sentence() -> None:
    assert WHOLE.text == "a.yaml:3:5: x.y: is wrong; given 'p'; allowed q or r; did you mean q?"
    assert Problem("a.yaml", None, None, "", "is empty").text == "a.yaml: is empty"
    assert WHOLE.as_dict()["text"] == WHOLE.text
    assert WHOLE.as_dict()["line"] == 3


def test_one_line_for_each_problem() -> None:
    assert str(InputError([WHOLE, WHOLE])).splitlines() == [WHOLE.text, WHOLE.text]
    assert InputError(WHOLE).problems == (WHOLE,)
