"""Regular expressions: the dialect of XPath, and time that stays bounded."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.feel.findings import LimitReached, NoValue
from luoshi.engines.feel.limits import DEFAULT, Limits
from luoshi.engines.feel.patterns import compiled

FITS = [
    ("a|bc", "xbc", "", True),
    ("^a.c$", "a\nc", "", False),
    ("^a.c$", "a\nc", "s", True),
    ("^b$", "a\nb", "", False),
    ("^b$", "a\nb", "m", True),
    ("a$", "a\n", "", False),
    ("桃花", "桃花源", "", True),
    ("K", "\u212a", "i", True),
    ("[A-Z]+", "abc", "i", True),
    ("hello world", "helloworld", "x", True),
    ("hello[ ]world", "helloworld", "x", False),
    ("[a-z-[aeiou]]", "e", "", False),
    ("[a-z-[aeiou]]", "f", "", True),
    ("[^a-c]", "b", "", False),
    ("[a\\-z]", "-", "", True),
    ("[-a]", "-", "", True),
    ("\\p{Lu}\\P{Lu}", "Ab", "", True),
    ("^\\p{IsCJKUnifiedIdeographs}+$", "落实", "", True),
    ("^\\d{2,3}$", "1234", "", False),
    ("^\\d{2,}$", "1234", "", True),
    ("^\\w+$", "a_b", "", False),
    ("^\\i\\c*$", "a-b", "", True),
    ("(a)(b)?\\1", "aa", "", True),
    ("(ab)\\1", "abab", "", True),
    ("(ab)\\1", "abAB", "i", True),
    ("(?:ab)+", "abab", "", True),
    ("\\$\\.", "$.", "", True),
    ("a{0}b", "b", "", True),
    ("^(a*)*$", "aaaa", "", True),
    ("", "x", "", True),
    ("\\p{Lu}", "a", "i", False),
    ("[A-Z-[IO]]", "o", "i", False),
    ("[^q]", "Q", "i", False),
    ("hello\\ sworld", "hello world", "x", True),
]


@pytest.mark.parametrize(("pattern", "text", "flags", "wanted"), FITS)
def test_fits(pattern: str, text: str, flags: str, *, wanted: bool) -> None:
    assert (compiled(pattern, flags, DEFAULT).search(text, 0) is not None) is wanted


@pytest.mark.parametrize(
    "pattern",
    ["(", ")", "[", "[]", "[z-a]", "a**", "*", "a{2,1}", "a{x}", "\\q", "\\p{Xx}", "\\pL", "(a)\\2", "(a\\1)", "[\\1]", "(?=a)", "a{9999}",
     "\\", "[a-z-[aeiou]x]", "((a{500}){500})", "(" * 100],
)  # fmt: skip
def test_refused(pattern: str) -> None:
    with pytest.raises(NoValue):
        compiled(pattern, "", DEFAULT)


REPLACED = [
    ("a.*?b", "a1b a2b", "x", "x x"),
    ("a.*b", "a1b a2b", "x", "x"),
    ("(\\d)(\\d)", "12 34", "$2$1", "21 43"),
    ("(\\d)", "1", "[$12]", "[12]"),
    ("\\d", "1", "$0$0", "11"),
    ("a", "a", "\\$\\\\", "$\\"),
    ("(a)|(b)", "ab", "[$2]", "[][b]"),
]


@pytest.mark.parametrize(("pattern", "text", "replacement", "wanted"), REPLACED)
def test_replaced(pattern: str, text: str, replacement: str, wanted: str) -> None:
    assert compiled(pattern, "", DEFAULT).replace(text, replacement) == wanted


@pytest.mark.parametrize("pattern", ["^(a+)+$", "(a*)*b", "(a|aa)+b", "(.*a){20}b", "a*a*a*a*a*a*b"])
def test_patterns_that_stop_other_matchers(pattern: str) -> None:
    assert compiled(pattern, "", DEFAULT).search("a" * 1000 + "!", 0) is None


def test_back_references_are_limited_instead() -> None:
    with pytest.raises(LimitReached):
        compiled("(a*)(a*)(a*)(a*)\\1\\2\\3\\4b", "", Limits(pattern_steps=50_000)).search("a" * 60, 0)


_SIMPLE = st.recursive(
    st.sampled_from(["a", "b", ".", "[ab]", "[^a]"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "*?", "+?", "{1,2}"])).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
        inner.map(lambda one: f"({one})"),
    ),
    max_leaves=6,
)


@given(pattern=_SIMPLE, text=st.text("abc", max_size=12))
def test_where_python_means_the_same_it_finds_the_same(pattern: str, text: str) -> None:
    ours, theirs = compiled(pattern, "", DEFAULT).search(text, 0), re.compile(pattern).search(text)
    assert (ours and ours[:2]) == (theirs and theirs.span())
