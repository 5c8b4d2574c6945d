"""From text to nodes: a parser by recursive descent, with precedence climbing for the operators (DMN 1.5, 10.3.1.2).

Names decide the grammar: the longest name in scope wins, so the parser carries the scope along and extends it where the language binds
names (``for``, ``some``, ``every``, context entries, parameters). A name that nobody knows takes the words that follow it, since nothing
else could be meant; what it stands for is found out when the expression is evaluated."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal, InvalidOperation, Overflow
from typing import TYPE_CHECKING, TypeVar

from luoshi.engines.feel import syntax
from luoshi.engines.feel.builtins import BUILTINS
from luoshi.engines.feel.escapes import unescaped
from luoshi.engines.feel.lexer import AFTER_A_VALUE, KEYWORDS, FeelSyntaxError, Kind, Lexer, Names, Token
from luoshi.engines.feel.limits import DEFAULT, Limits
from luoshi.engines.feel.syntax import ArithmeticOperator, ComparisonOperator, Node
from luoshi.engines.feel.types import ANY, NotAType, Type, read_type
from luoshi.engines.feel.values import NUMBERS
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_Found = TypeVar("_Found")

INPUT = "?"
"""The name of the tested value in a unary test."""
PARTIAL = "partial"
"""The name of the results so far in a ``for``."""
PROPERTIES = ("time offset", "start included", "end included")
"""Members of values that the language itself names with several words."""

_OR, _AND, _COMPARE, _ADD, _MULTIPLY, _POWER, _NEGATE = range(1, 8)
_ARITHMETIC = {"+": _ADD, "-": _ADD, "*": _MULTIPLY, "/": _MULTIPLY, "**": _POWER}
_COMPARISONS = frozenset(ComparisonOperator)
_LANGUAGE = Names(BUILTINS)
_WORKS_PER_CHARACTER, _WORKS_MIN = 30, 20_000
"""How often the parser may start an expression: trying a bracket in two ways must not take time without end."""


def parse(text: str, *, names: Iterable[str] = (), limits: Limits = DEFAULT) -> Node:
    """The expression that a text is.

    ``names`` are the names in scope, and members of them that hold operators; they may have blanks, operators and any script.

    Raises:
        FeelSyntaxError: the text is no expression.
    """
    return _Parser(text, names, limits).run(_Parser.whole_expression)


def parse_unary_tests(text: str, *, names: Iterable[str] = (), limits: Limits = DEFAULT) -> syntax.UnaryTests:
    """The unary tests of a decision table's cell; the tested value is ``?``.

    Raises:
        FeelSyntaxError: the text is no unary test.
    """
    return _Parser(text, [*names, INPUT], limits).run(_Parser.whole_unary_tests)


class _Parser:
    def __init__(self, text: str, names: Iterable[str], limits: Limits) -> None:
        if len(text) > limits.text_length:
            words = Words(
                f"表达式有 {len(text):,} 个字符，上限为 {limits.text_length:,}；请拆成几个决定。",
                f"The expression has {len(text):,} characters, limit {limits.text_length:,}; split it into several decisions.",
            )
            raise FeelSyntaxError(words, "", 0)
        self._text, self._limits = text, limits
        self._lexer = Lexer(text)
        given = list(names)
        self._scope = _LANGUAGE.inside(given)
        self._members = Names((*given, *PROPERTIES))
        self._position = self._end = self._depth = self._works = self._input_mentions = self._partial_mentions = 0
        self._closing_bracket_may_open = False
        """Within the end of a range ``[1..10[``, where an opening bracket may close."""

    # Tokens

    @property
    def _token(self) -> Token:
        return self._lexer.token(self._position)

    def _take(self) -> Token:
        token = self._token
        self._position = self._end = token.end
        return token

    def _at(self, *texts: str) -> bool:
        token = self._token
        return token.text in texts and token.kind in (Kind.SYMBOL, Kind.WORD)

    def _accept(self, *texts: str) -> bool:
        if self._at(*texts):
            self._take()
            return True
        return False

    def _expect(self, *texts: str) -> Token:
        if not self._at(*texts):
            wanted = " / ".join(texts)
            raise self._unexpected(f"这里应当是 {wanted}", f"{wanted} is expected here")
        return self._take()

    def _unexpected(self, chinese: str, english: str) -> FeelSyntaxError:
        token = self._token
        if token.kind is Kind.END:
            words = Words(f"表达式到这里就结束了；{chinese}。", f"The expression ends here; {english}.")
        else:
            shown = token.text[:30]
            words = Words(f"{chinese}，而不是“{shown}”。", f"{english}, not “{shown}”.")
        return FeelSyntaxError(words, self._text, token.start)

    def _error(self, chinese: str, english: str, position: int) -> FeelSyntaxError:
        return FeelSyntaxError(Words(chinese, english), self._text, position)

    @contextmanager
    def _inside(self, scope: Names) -> Iterator[None]:
        outer, self._scope = self._scope, scope
        try:
            yield
        finally:
            self._scope = outer

    # The whole

    def run(self, rule: Callable[[_Parser], _Found]) -> _Found:
        """What a rule makes of the whole text. The caller's own frames count too, so Python's limit may come before ours."""
        try:
            return rule(self)
        except RecursionError as error:
            raise self._too_deep(self._position) from error

    def whole_expression(self) -> Node:
        node = self._expression()
        if self._token.kind is not Kind.END:
            raise self._unexpected("表达式应当到此结束", "the expression should end here")
        return node

    def whole_unary_tests(self) -> syntax.UnaryTests:
        """``-``; ``not(…)`` around everything; or tests. ``not(a) and b`` is an expression, so the second is tried first."""
        start = self._token.start
        if self._at("-") and self._lexer.token(self._token.end).kind is Kind.END:
            return syntax.UnaryTests(start, self._take().end, (), negated=False)
        if self._at("not") and self._lexer.token(self._token.end).text == "(":
            negated = self._attempt(self._negated_tests)
            if negated is not None:
                return negated
        tests = self._tests()
        if self._token.kind is not Kind.END:
            raise self._unexpected(
                "单元格条件应当到此结束，多个条件用逗号隔开", "the test should end here; several are separated by commas"
            )
        return syntax.UnaryTests(start, self._end, tests, negated=False)

    def _negated_tests(self) -> syntax.UnaryTests:
        start = self._take().start
        self._expect("(")
        tests = self._tests()
        self._expect(")")
        if self._token.kind is not Kind.END:
            raise self._unexpected("条件应当到此结束", "the test should end here")
        return syntax.UnaryTests(start, self._end, tests, negated=True)

    def _tests(self) -> tuple[Node, ...]:
        found = [self._unary_test()]
        while self._accept(","):
            found.append(self._unary_test())
        return tuple(found)

    def _unary_test(self) -> Node:
        if self._at(*_COMPARISONS):
            return self._bound()
        before = self._input_mentions
        expression = self._expression()
        return syntax.ExpressionTest(expression.start, expression.end, expression, self._input_mentions > before)

    def _bound(self) -> syntax.Bound:
        token = self._take()
        operand = self._expression(_ADD)
        return syntax.Bound(token.start, self._end, ComparisonOperator(token.text), operand)

    def _attempt(self, rule: Callable[[], _Found]) -> _Found | None:
        """What a rule finds, or None and everything as it was before."""
        before = self._position, self._end, self._input_mentions, self._depth, self._closing_bracket_may_open
        scope = self._scope
        try:
            return rule()
        except FeelSyntaxError:
            if self._works > self._works_max:
                raise
            self._position, self._end, self._input_mentions, self._depth, self._closing_bracket_may_open = before
            self._scope = scope
            return None

    # Operators

    @property
    def _works_max(self) -> int:
        return _WORKS_MIN + _WORKS_PER_CHARACTER * len(self._text)

    def _enter(self) -> None:
        self._depth += 1
        self._works += 1
        if self._depth > self._limits.nesting or self._works > self._works_max:
            raise self._too_deep(self._token.start)

    def _too_deep(self, position: int) -> FeelSyntaxError:
        return self._error(
            "表达式嵌套太深，请拆成几个决定。", "The expression is nested too deeply; split it into several decisions.", position
        )

    def _expression(self, minimum: int = _OR) -> Node:
        """An expression of operators that bind at least as tightly as ``minimum``."""
        self._enter()
        node = self._operators(self._operand(), minimum)
        self._depth -= 1
        return node

    def _bracketed(self) -> Node:
        """An expression that brackets of its own protect from the range around it."""
        outer, self._closing_bracket_may_open = self._closing_bracket_may_open, False
        node = self._expression()
        self._closing_bracket_may_open = outer
        return node

    def _operators(self, left: Node, minimum: int) -> Node:
        compared = 0
        while True:
            token = self._token
            precedence = _precedence(token)
            if precedence < minimum:
                return left
            if precedence in (_OR, _AND):
                left = self._logic(left, token.text, precedence)
            elif precedence == _COMPARE:
                compared += 1
                if compared > self._limits.nesting:
                    raise self._too_deep(token.start)
                left = self._comparison(left, self._take())
            else:
                self._take()
                # All arithmetic binds to the left, powers too: 3 ** 4 ** 5 is (3 ** 4) ** 5.
                right = self._expression(precedence + 1)
                left = syntax.Arithmetic(left.start, self._end, ArithmeticOperator(token.text), left, right)

    def _logic(self, left: Node, word: str, precedence: int) -> Node:
        operands = [left]
        while self._accept(word):
            operands.append(self._expression(precedence + 1))
        made = syntax.Conjunction if word == "and" else syntax.Disjunction
        return made(left.start, self._end, tuple(operands))

    def _comparison(self, left: Node, token: Token) -> Node:
        if token.text == "in":
            tests = self._tests_of_in()
            return syntax.In(left.start, self._end, left, tests)
        if token.text == "between":
            low = self._expression(_ADD)
            self._expect("and")
            high = self._expression(_ADD)
            return syntax.Between(left.start, self._end, left, low, high)
        right = self._expression(_ADD)
        return syntax.Comparison(left.start, self._end, ComparisonOperator(token.text), left, right)

    def _tests_of_in(self) -> tuple[Node, ...]:
        """``in < 5``, ``in [1..3]``, ``in (1, < 5, [7..9])``; a bracket may also only begin a calculation: ``in (a) + b``."""
        if self._at(*_COMPARISONS):
            return (self._bound(),)
        if not self._at("("):
            return (self._expression(_ADD),)
        self._enter()
        found = self._parenthesis()
        self._depth -= 1
        if len(found) > 1:
            return found
        return (self._operators(self._postfix(found[0]), _ADD),)

    # Operands

    def _operand(self) -> Node:
        """A value with what follows it: members, filters, calls, ``instance of``."""
        if self._at("-"):
            return self._negation()
        return self._postfix(self._primary())

    def _negation(self) -> Node:
        """A minus binds tighter than every other operator; before digits it is part of the number."""
        minus = self._take()
        if self._token.kind is Kind.NUMBER:
            literal = self._number(self._take(), minus)
            return self._postfix(literal)
        self._enter()
        operand = self._operand()
        self._depth -= 1
        return syntax.Negation(minus.start, self._end, operand)

    def _postfix(self, node: Node) -> Node:
        for _ in range(self._limits.nesting):
            if self._at("."):
                node = self._path(node)
            elif self._at("("):
                node = self._call(node)
            elif self._at("instance"):
                node = self._instance_of(node)
            elif self._at("["):
                filtered = self._filter(node)
                if filtered is None:
                    return node
                node = filtered
            else:
                return node
        raise self._too_deep(self._token.start)

    def _filter(self, source: Node) -> Node | None:
        """``source[…]``, or None where the bracket closes the range around it: ``[1..source[``."""
        if not self._closing_bracket_may_open:
            return self._plain_filter(source)
        filtered = self._attempt(lambda: self._plain_filter(source))
        if filtered is None or self._at("]", ")", "["):
            return filtered
        self._position = self._end = source.end
        return None

    def _plain_filter(self, source: Node) -> Node:
        self._expect("[")
        with self._inside(self._scope.inside(("item",), beside=self._members)):
            condition = self._bracketed()
        self._expect("]")
        return syntax.Filter(source.start, self._end, source, condition)

    def _path(self, source: Node) -> Node:
        self._take()
        member = self._member()
        return syntax.Path(source.start, self._end, source, member)

    def _member(self) -> str:
        name, end = self._known_name(self._members) or self._lexer.new_name(self._position, stops=AFTER_A_VALUE, symbols=False)
        if not name and self._token.kind is Kind.WORD:
            name, end = self._token.text, self._token.end  # a member may be called “in” or “return”
        if not name:
            raise self._unexpected("“.”后面应当是成员名称", "a member's name is expected after “.”")
        self._position = self._end = end
        return name

    def _known_name(self, names: Names) -> tuple[str, int] | None:
        """The longest name that is known, unless more words follow: then it is another name, that nobody knows."""
        known = self._lexer.known_name(self._position, names)
        if known is None:
            return None
        after = self._lexer.token(known[1])
        if after.kind is Kind.WORD and after.text not in AFTER_A_VALUE:
            return self._lexer.new_name(self._position, stops=AFTER_A_VALUE, symbols=False)
        return known

    def _instance_of(self, value: Node) -> Node:
        self._take()
        self._expect("of")
        found = self._type()
        return syntax.InstanceOf(value.start, self._end, value, found)

    def _type(self) -> Type:
        try:
            found, self._end = read_type(self._text, self._lexer.skip(self._position))
        except NotAType as error:
            raise self._error("这里应当是类型，如 number、list<string>。", f"A type is expected here: {error}.", error.position) from error
        self._position = self._end
        return found

    # Calls

    def _call(self, function: Node) -> Node:
        self._take()
        if self._parameter_name() is not None:
            entries = self._sequence(self._named_argument, ")")
            return syntax.NamedCall(function.start, self._end, function, entries)
        arguments = self._sequence(self._bracketed, ")")
        return syntax.Call(function.start, self._end, function, arguments)

    def _sequence(self, rule: Callable[[], _Found], closing: str) -> tuple[_Found, ...]:
        """Things separated by commas, up to the closing bracket."""
        found: list[_Found] = []
        while not self._accept(closing):
            if found:
                self._expect(",", closing)
            found.append(rule())
        return tuple(found)

    def _parameter_name(self) -> tuple[str, int] | None:
        """``name:``, which no expression begins with."""
        name, end = self._lexer.new_name(self._position)
        return (name, end) if name and self._lexer.token(end).text == ":" else None

    def _named_argument(self) -> syntax.ContextEntry:
        named = self._parameter_name()
        if named is None:
            raise self._unexpected("参数要么都写名称，要么都不写", "either all arguments are named or none")
        start, self._position = self._token.start, named[1]
        self._expect(":")
        value = self._bracketed()
        return syntax.ContextEntry(start, self._end, named[0], value)

    # Values

    def _primary(self) -> Node:
        token = self._token
        if token.kind is Kind.WORD:
            return self._word(token)
        if token.kind is Kind.NUMBER:
            return self._number(self._take())
        if token.kind is Kind.STRING:
            self._take()
            return syntax.StringLiteral(token.start, token.end, self._string(token))
        rules = {"(": self._one_in_parenthesis, "[": self._list_or_range, "]": self._open_range, "{": self._context, "@": self._at_literal}
        rule = rules.get(token.text)
        if rule is None:
            raise self._unexpected("这里应当是一个值、名称或“(”", "a value, a name or “(” is expected here")
        return rule()

    def _word(self, token: Token) -> Node:
        """The longest known name; then a keyword; then a name that nobody knows."""
        known = self._lexer.known_name(self._position, self._scope)
        if token.text in KEYWORDS and (known is None or known[1] <= token.end):
            return self._keyword(token)
        name, end = self._known_name(self._scope) or self._lexer.new_name(self._position, stops=AFTER_A_VALUE, symbols=False)
        self._position = self._end = end
        self._input_mentions += name == INPUT
        self._partial_mentions += name == PARTIAL
        return syntax.Name(token.start, end, name)

    def _keyword(self, token: Token) -> Node:
        literals: dict[str, Callable[[], Node]] = {
            "null": lambda: syntax.NullLiteral(token.start, token.end),
            "true": lambda: syntax.BooleanLiteral(token.start, token.end, value=True),
            "false": lambda: syntax.BooleanLiteral(token.start, token.end, value=False),
        }
        rules = {"if": self._if, "for": self._for, "some": self._quantified, "every": self._quantified, "function": self._function}
        rule = literals.get(token.text) or rules.get(token.text)
        if rule is None:
            raise self._unexpected("这里应当是一个值", "a value is expected here")
        self._take()
        return rule()

    def _number(self, token: Token, minus: Token | None = None) -> Node:
        try:
            value: Decimal | None = NUMBERS.create_decimal(("-" if minus else "") + token.text)
        except (InvalidOperation, Overflow):
            value = None
        return syntax.NumberLiteral((minus or token).start, token.end, value)

    def _string(self, token: Token) -> str:
        try:
            return unescaped(token.text[1:-1])
        except ValueError as error:
            raise self._error("字符串中的 \\u 转义不是一个字符。", "An escape in the string is no character.", token.start) from error

    def _at_literal(self) -> Node:
        start = self._take().start
        token = self._token
        if token.kind is not Kind.STRING:
            raise self._unexpected('“@”后面应当是字符串，如 @"2023-02-06"', 'a string is expected after “@”, such as @"2023-02-06"')
        self._take()
        return syntax.AtLiteral(start, token.end, self._string(token))

    # Brackets

    def _one_in_parenthesis(self) -> Node:
        start = self._token.start
        found = self._parenthesis()
        if len(found) > 1:
            raise self._error("括号里只能有一个表达式。", "Only one expression can stand in parentheses here.", start)
        return replace(found[0], start=start, end=self._end)

    def _parenthesis(self) -> tuple[Node, ...]:
        """``(a)``, ``(< 5)``, the range ``(a..b]``, and after ``in`` also ``(a, < 5)``."""
        outer, self._closing_bracket_may_open = self._closing_bracket_may_open, False
        start = self._take().start
        found = [self._bound() if self._at(*_COMPARISONS) else self._expression()]
        if self._at("..") and not isinstance(found[0], syntax.Bound):
            found = [self._range(start, found[0], low_included=False)]
        else:
            while self._accept(","):
                found.append(self._bound() if self._at(*_COMPARISONS) else self._expression())
            self._expect(")")
        self._closing_bracket_may_open = outer
        return tuple(found)

    def _list_or_range(self) -> Node:
        start = self._take().start
        if self._accept("]"):
            return syntax.ListLiteral(start, self._end, ())
        first = self._bracketed()
        if self._at(".."):
            return self._range(start, first, low_included=True)
        if self._accept("]"):
            return syntax.ListLiteral(start, self._end, (first,))
        self._expect(",", "]")
        items = (first, *self._sequence(self._bracketed, "]"))
        return syntax.ListLiteral(start, self._end, items)

    def _open_range(self) -> Node:
        start = self._take().start
        return self._range(start, self._bracketed(), low_included=False)

    def _range(self, start: int, low: Node, *, low_included: bool) -> Node:
        self._expect("..")
        outer, self._closing_bracket_may_open = self._closing_bracket_may_open, True
        high = self._expression()
        self._closing_bracket_may_open = outer
        closing = self._expect("]", ")", "[")
        return syntax.RangeLiteral(start, self._end, low, high, low_included, closing.text == "]")

    def _context(self) -> Node:
        start = self._take().start
        with self._inside(self._scope.inside()):
            entries = self._sequence(self._entry, "}")
        return syntax.ContextLiteral(start, self._end, entries)

    def _entry(self) -> syntax.ContextEntry:
        token = self._token
        if token.kind is Kind.STRING:
            self._take()
            key = self._string(token)
        else:
            key, self._position = self._lexer.new_name(self._position)
        if not key and token.kind is not Kind.STRING:
            raise self._unexpected("这里应当是成员名称", "a member's name is expected here")
        self._expect(":")
        value = self._bracketed()
        self._scope.add(key)
        self._members.add(key)
        return syntax.ContextEntry(token.start, self._end, key, value)

    # Control

    def _if(self) -> Node:
        start = self._end - len("if")
        condition = self._expression()
        self._expect("then")
        consequence = self._expression()
        self._expect("else")
        alternative = self._expression()
        return syntax.If(start, self._end, condition, consequence, alternative)

    def _for(self) -> Node:
        start = self._end - len("for")
        with self._inside(self._scope.inside()):
            iterators = self._iterators()
            self._expect("return")
            self._scope.add(PARTIAL)
            before = self._partial_mentions
            body = self._expression()
        return syntax.For(start, self._end, iterators, body, self._partial_mentions > before)

    def _quantified(self) -> Node:
        every = self._text[: self._end].endswith("every")
        start = self._end - len("every" if every else "some")
        with self._inside(self._scope.inside()):
            iterators = self._iterators()
            self._expect("satisfies")
            condition = self._expression()
        return syntax.Quantified(start, self._end, every, iterators, condition)

    def _iterators(self) -> tuple[syntax.Iterator, ...]:
        found = [self._iterator()]
        while self._accept(","):
            found.append(self._iterator())
        return tuple(found)

    def _iterator(self) -> syntax.Iterator:
        start = self._token.start
        name, end = self._lexer.new_name(self._position, stops={"in"})
        if not name:
            raise self._unexpected("这里应当是变量名称", "a variable's name is expected here")
        self._position = end
        self._expect("in")
        source = self._expression()
        until = self._expression() if self._accept("..") else None
        self._scope.add(name)
        return syntax.Iterator(start, self._end, name, source, until)

    def _function(self) -> Node:
        start = self._end - len("function")
        self._expect("(")
        parameters = self._sequence(self._parameter, ")")
        with self._inside(self._scope.inside(parameter.name for parameter in parameters)):
            if self._at("external"):
                self._take()
                self._expression()
                return syntax.ExternalFunction(start, self._end, parameters)
            body = self._expression()
        return syntax.FunctionDefinition(start, self._end, parameters, body)

    def _parameter(self) -> syntax.Parameter:
        start = self._token.start
        name, end = self._lexer.new_name(self._position)
        if not name:
            raise self._unexpected("这里应当是参数名称", "a parameter's name is expected here")
        self._position = self._end = end
        found = self._type() if self._accept(":") else ANY
        return syntax.Parameter(start, self._end, name, found)


def _precedence(token: Token) -> int:
    """How tightly an operator binds; 0 for what is none."""
    if token.kind is Kind.SYMBOL:
        return _COMPARE if token.text in _COMPARISONS else _ARITHMETIC.get(token.text, 0)
    if token.kind is Kind.WORD:
        return {"or": _OR, "and": _AND, "between": _COMPARE, "in": _COMPARE}.get(token.text, 0)
    return 0
