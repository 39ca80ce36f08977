"""Documents spoilt by chance: few here, more in `make verify`, 50,000 by `python -m tests.hostile`."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Figure
from tests.hostile import documents, posteriors
from tests.hostile.__main__ import fuzz
from tests.hostile.trying import SHARES, judged
from tests.hostile.watch import TooSlow, timed

FEW = {"plan of a sweep": 60, "claims and guardrails": 60, "belief": 40, "posterior": 60, "command line": 25,
       "folder of a run": 3}  # fmt: skip
MORE = 3000
QUICK = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(st.randoms(use_true_random=False))
def test_a_spoilt_scenario_is_refused_in_a_sentence_or_means_the_same_ever_after(
    tmp_path: Path, chance: random.Random
) -> None:
    at, again = tmp_path / "given.yaml", tmp_path / "again.yaml"
    at.write_bytes(documents.document(documents.KINDS["scenario"], chance))
    assert judged("scenario", at, again).fault is None


@pytest.mark.parametrize("kind", FEW)
def test_a_spoilt_document_is_refused_in_a_sentence_or_read_as_what_it_is(kind: str, tmp_path: Path) -> None:
    row = fuzz(kind, FEW[kind], 11, tmp_path)
    assert row.faults == {} and row.answers.total() == FEW[kind]


@pytest.mark.verify
def test_thousands_of_spoilt_documents(tmp_path: Path, figure: Figure) -> None:
    rows = {kind: fuzz(kind, round(MORE * share), 12, tmp_path) for kind, share in SHARES.items()}
    faults = {kind: row.faults for kind, row in rows.items() if row.faults}
    tried = sum(row.answers.total() for row in rows.values())
    figure("hostile documents", f"{tried:,} tried, {len(faults)} kinds with a fault {faults or ''}", "none", not faults)


def test_both_answers_are_given_by_every_kind_of_document(tmp_path: Path) -> None:
    """Or what is spoilt is spoilt beyond anything that a reader looks at."""
    for kind in documents.KINDS:
        answers = {judged(kind, _written(tmp_path, kind, n), tmp_path / "again").answer for n in range(40)}
        assert answers == {"accepted", "refused"}, kind
    good = {posteriors.document(random.Random(n)) for n in range(20)}
    assert len(good) == 20


def _written(folder: Path, kind: str, number: int) -> Path:
    at = folder / "given.yaml"
    at.write_bytes(documents.document(documents.KINDS[kind], random.Random(number)))
    return at


def test_what_hangs_is_stopped_and_what_is_spoilt_wrongly_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang() -> None:
        while True:
            pass

    with pytest.raises(TooSlow):
        timed(hang, 0.05)
    (tmp_path / "good.yaml").write_bytes(documents.KINDS["belief"].seeds()[0].encode())
    assert judged("belief", tmp_path / "good.yaml", tmp_path / "again").fault is None
    for broken, told in ((KeyError("x"), "traceback: KeyError"), (TooSlow(), "hangs")):

        def read(path: Path, broken: BaseException = broken) -> None:
            raise broken

        monkeypatch.setitem(documents.KINDS, "belief", documents.Kind(documents.KINDS["belief"].seeds, read))  # type: ignore[arg-type]
        assert told in str(judged("belief", tmp_path / "good.yaml", tmp_path / "again").fault)
    answers = iter([(1, "schema: 1\n"), (2, None)])
    monkeypatch.setitem(documents.KINDS, "belief", documents.Kind(lambda: (), lambda path: next(answers)))
    assert "means something else" in str(judged("belief", tmp_path / "good.yaml", tmp_path / "again").fault)
