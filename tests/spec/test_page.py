"""Reading an API page: a page in our own words with the structure and the traps of the real one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from comet_lint.spec.model import SpecError
from comet_lint.spec.page import read_page
from tests.spec.page_variants import VARIANTS
from tests.spec.plain import DATA, plain, plain_type, table

PAGE = (DATA / "page.txt").read_text("utf-8")


def _fields(body: str) -> object:
    page = f"Thing\nclass Thing {{ {body} }}\nOther\nclass Other {{ }}\n"
    return plain_type(read_page(page)["Thing"])["fields"]


def test_page_reads_as_worked_out_by_hand() -> None:
    assert plain(read_page(PAGE)) == table("page-model.yaml")


def test_types_keep_the_order_of_the_page() -> None:
    assert list(read_page(PAGE)) == list(table("page-model.yaml"))


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS.keys())
def test_line_breaks_inside_classes_change_nothing(variant: Callable[[str], str]) -> None:
    assert read_page(variant(PAGE)) == read_page(PAGE)


def test_the_title_is_optional() -> None:
    assert read_page(PAGE.removeprefix("API Data Structures\n")) == read_page(PAGE)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        pytest.param("", {}, id="no fields"),
        pytest.param(
            "bool A // Omission from JSON document implies false bool B",
            {"A": {"type": "bool", "omitted": "false"}, "B": "bool"},
            id="a single comment trails its field",
        ),
        pytest.param(
            "bool A // Words // Omission from JSON document implies false bool B",
            {"A": "bool", "B": {"type": "bool", "omitted": "false"}},
            id="several comments lead their field",
        ),
        pytest.param(
            "bool A // Omission from JSON document implies false // Words "
            "// Omission from JSON document implies false bool B",
            {"A": {"type": "bool", "omitted": "false"}, "B": {"type": "bool", "omitted": "false"}},
            id="a field has at most one omission",
        ),
        pytest.param(
            "bool A // This field is available in Comet 22.1.0 and later. "
            "// This field is available in Comet 22.2.0 and later. "
            "// Omission from JSON document implies false bool B",
            {
                "A": {"type": "bool", "since": "22.1.0"},
                "B": {"type": "bool", "omitted": "false", "since": "22.2.0"},
            },
            id="a field has at most one release",
        ),
        pytest.param(
            "List<int> A // This field is available in Comet 18.6.2 and later. "
            "// Omission from JSON document implies an empty array List<int> B",
            {"A": "List<int>", "B": {"type": "List<int>", "omitted": "an empty array", "since": "18.6.2"}},
            id="release and omission lead together even where both fields would fit",
        ),
        pytest.param(
            "Other A // Omission from JSON document implies zero-initialised Other class instance string B",
            {"A": {"type": "Other", "omitted": "zero object"}, "B": "string"},
            id="a zero object names its type",
        ),
        pytest.param(
            "any A // Omission from JSON document implies any value any B",
            {"A": {"type": "any", "omitted": "any value"}, "B": "any"},
            id="'any value' is not a field",
        ),
        pytest.param(
            "string A // Takes the string Other bool B",
            {"A": "string", "B": "bool"},
            id="a type after an article is prose",
        ),
        pytest.param(
            "int A // One of X_Y_int B // in seconds",
            {"A": {"type": "int", "constants": "X_Y_"}, "B": "int"},
            id="a comment that runs into the next field",
        ),
        pytest.param(
            "bool A // One of the X_ constants // Words // Omission from JSON document implies 0 int B",
            {"A": "bool", "B": {"type": "int", "omitted": "0", "constants": "X_"}},
            id="constants are numbers or texts",
        ),
        pytest.param(
            "string A // A has been deprecated since Comet version Unused string B",
            {"A": {"type": "string", "deprecated": "Unused"}, "B": "string"},
            id="a deprecation without a number",
        ),
        pytest.param(
            "string A // B has been deprecated since Comet version 1.2.x // Words string B",
            {"A": "string", "B": {"type": "string", "deprecated": "1.2.x"}},
            id="a deprecation names its field",
        ),
        pytest.param(
            "string A // Only for X_Y_Z and X_W_xxx, see http://example.com/ or resource:// paths",
            {"A": "string"},
            id="constants in prose are not a family, slashes in addresses no comment",
        ),
        pytest.param(
            "Dictionary<string,List<Dictionary<int, Other>>> A",
            {"A": "Dictionary<string, List<Dictionary<int, Other>>>"},
            id="nested types",
        ),
        pytest.param("string string int int", {"string": "string", "int": "int"}, id="fields named like types"),
    ],
)
def test_comments_belong_to_their_fields(body: str, fields: object) -> None:
    assert _fields(body) == fields


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("", "line 1: expected the name of a type and its class, found the end of the page"),
        (
            "API Data Structures\n",
            "line 2: expected the name of a type and its class, found the end of the page",
        ),
        ("<html>\n", "line 1: expected a line that holds the name of a type and nothing else"),
        ("A\nprose\n", "line 1: expected the name 'A' to be followed by 'class A { ... }'"),
        ("A\nclas A { }\n", "line 1: expected the name 'A' to be followed by 'class A { ... }'"),
        ("A\nclass A extends { }\n", "line 1: expected the name 'A' to be followed by 'class A { ... }'"),
        (
            "A\nclass A { }\n\nB\nclass C { }\n",
            "line 4: expected the name 'B' to be followed by 'class B { ... }'",
        ),
        (
            "A\nclass A { }\nthe end\n",
            "line 3: expected a line that holds the name of a type and nothing else",
        ),
        ("A\nclass A {\nint X\n", "line 2: expected '}' to close 'class A' before the end of the page"),
        ("A\nclass A { int X\nB\nclass B { }\n", "line 2: expected '}' to close 'class A' before 'class B'"),
        ("A\nclass A { }\nA\nclass A { }\n", "line 4: expected every type once, found 'A' twice"),
        ("A\nclass A extends B { }\n", "line 2: expected the base 'B' of 'class A' to be a type of the page"),
        (
            "A\nclass A extends B { }\nB\nclass B extends A { }\n",
            "line 2: expected 'class A' not to extend itself",
        ),
        (
            "A\nclass A {\nint X\nint\nX }\n",
            "line 4: in 'class A': expected every field once, found 'X' twice",
        ),
        (
            "A\nclass A {\n\nint X;\n}\n",
            "line 4: in 'class A': expected fields such as 'string Name', found 'int X;'",
        ),
        (
            "A\nclass A { List<int X }\n",
            "line 2: in 'class A': expected fields such as 'string Name', found 'List<int X'",
        ),
        (
            "A\nclass A { " + "List<" * 5000 + "int" + ">" * 5000 + " X }\n",
            "line 2: in 'class A': expected fields such as 'string Name',"
            " found 'List<List<List<List<List<List<List<List<...'",
        ),
        (
            "A\nclass A { int X\n// Words\nDataHolder Y }\n",
            "line 4: in 'class A': expected the type in 'DataHolder Y' to be one that the page defines",
        ),
        (
            "A\nclass A { int X // Omission from JSON document implies 0 zebra Y }\n",
            "line 2: in 'class A': expected fields such as 'string Name' after the comment, found 'zebra Y'",
        ),
        (
            "A\nclass A { int X\n// Omission from JSON document implies seven\n}\n",
            "line 3: in 'class A': expected 'Omission from JSON document implies ...'"
            " or 'This field is available in Comet ...'",
        ),
        (
            "A\nclass A {\nint X // Omission from JSON document implies an empty array\nint Y }\n",
            "line 3: in 'class A': expected the comments before 'Y' to fit a field: one after it or several before it",
        ),
        (
            "A\nclass A {\nint X // One\n// Two\n}\n",
            "line 3: in 'class A': expected the comments at the end of the class to fit a field:"
            " one after it or several before it",
        ),
        (
            "A\nclass A { // Words\nint X }\n",
            "line 2: in 'class A': expected the comments before 'X' to fit a field: one after it or several before it",
        ),
    ],
)
def test_a_malformed_page_gets_one_error_with_line_and_expectation(page: str, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        read_page(page)
    assert str(caught.value) == message


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS.keys())
def test_a_page_cut_inside_a_class_is_never_accepted(variant: Callable[[str], str]) -> None:
    page = variant(PAGE)
    cuts = range(1, len(page), 7)
    for at in [at for at in cuts if page.count("{", 0, at) > page.count("}", 0, at)]:
        with pytest.raises(SpecError, match=r"^line \d+: .*expected"):
            read_page(page[:at])
