"""Guardrails as JUnit XML, which every CI shows: a test case for each on each regime."""

from xml.etree import ElementTree

from results.sweep.page import Swept
from results.sweep.words import guard_sentence


def junit(swept: Swept) -> str:
    """The XML. A guardrail that fails is a failure; one of which nothing can be said as well."""
    suite = ElementTree.Element(
        "testsuite", name=swept.title, tests=str(len(swept.tried)), errors="0", skipped="0",
        failures=str(sum(one.failed for one in swept.tried)), timestamp=swept.manifest.started.partition("+")[0],
        time="0",
    )  # fmt: skip
    for one in swept.tried:
        contrast = one.judged.claim.contrast
        case = ElementTree.SubElement(
            suite, "testcase", name=_clean(one.guard.text), time="0",
            classname=f"sweep.{contrast.other if contrast else 'all'}",
        )  # fmt: skip
        said = guard_sentence(one, swept.manifest, swept.analysis.design)
        if one.failed:
            ElementTree.SubElement(case, "failure", type="guardrail", message=_clean(said))
        else:
            ElementTree.SubElement(case, "system-out").text = _clean(said)
    suites = ElementTree.Element("testsuites", name="sanctionsim sweep")
    suites.append(suite)
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def _clean(text: str) -> str:
    """Text without what XML cannot hold."""
    return "".join(one for one in text if one in "\t\n" or one >= " ")
