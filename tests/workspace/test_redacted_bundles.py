"""Redacted bundles of two cases that differ in nothing but a withheld site: every member has the same bytes."""

import io
import zipfile

from hypothesis import HealthCheck, given, settings
from publishing.test_gate import SCRIPTS, SHAPES, SPOTS, STEMS, names_of, told_case

from tutela.publishing.bundle.packing import Packing
from tutela.publishing.bundle.telling import blocks_of
from tutela.publishing.gate import release
from tutela.publishing.report_pages import as_page
from tutela.workspace.bundling.contents import add_case


def written(case):
    """Everything a redacted bundle is made of, before it is sealed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        packing = Packing(archive)
        sheet = add_case(packing, release(case), "ALL")
        packing.add("index.html", as_page(blocks_of(sheet), sheet.title).encode())
        manifest = packing.manifest(of=sheet.of, withheld=sheet.withheld, as_of=sheet.case.made_at)
    return out.getvalue(), manifest


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEMS, STEMS, SCRIPTS, SPOTS, SPOTS, SHAPES)
def test_no_byte_depends_on_what_is_withheld(one, other, scripts, here, there, shape):
    first = told_case(names_of(one, scripts), "Qhazmelon", here, shape)
    second = told_case(names_of(other, scripts), "Ubrixville", there, shape)
    assert written(first) == written(second)
