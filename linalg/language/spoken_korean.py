"""The reading of formulas in words, in Korean.

A divisor is said before what it divides, and a relation after both its sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from linalg.language.particles import with_particles
from linalg.language.spoken_english import English
from linalg.notation.elements import Brackets, Formula, Operator
from linalg.notation.symbols import RELATIONS

_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξπρστυφχψω",
        "알파 베타 감마 델타 엡실론 제타 에타 세타 요타 카파 람다 뮤 뉴 크사이 파이 로 시그마 타우 "
        "입실론 파이 카이 프사이 오메가".split(),
        strict=True,
    )
)
_BETWEEN = {
    "=": "{left}은(는) {right}",
    "≠": "{left}은(는) {right}이(가) 아님",
    "≈": "{left}은(는) 약 {right}",
    "<": "{left}은(는) {right}보다 작음",
    ">": "{left}은(는) {right}보다 큼",
    "≤": "{left}은(는) {right} 이하",
    "≥": "{left}은(는) {right} 이상",
    "∈": "{left}은(는) {right}의 원소",
    "⊥": "{left}은(는) {right}에 수직",
    "∝": "{left}은(는) {right}에 비례",
    "←": "{left}을(를) {right}(으)로 바꿈",
    "→": "{left}에서 {right}(으)로",
    "↔": "{left}과(와) {right}을(를) 교환",
    "⟹": "{left}이면 {right}",
    "⟺": "{left}일 필요충분조건은 {right}",
}


class Korean(English):
    """The voice that reads each kind of part in Korean.

    Examples
    --------
    >>> from linalg.notation import formula, over
    >>> Korean().read(formula(("x_1", "=", over(3, 2))))
    'x 1은 2분의 3'
    >>> Korean().read(formula(("R_2", "<-", "R_2", "-", 3, "R_1")))
    'R 2를 R 2 빼기 3 R 1로 바꿈'
    """

    signs: Mapping[str, str] = {
        "+": "더하기",
        "−": "빼기",
        "±": "플러스마이너스",
        "·": "곱하기",
        "×": "곱하기",
        "⊙": "성분별 곱하기",
        "/": "나누기",
        "÷": "나누기",
        ",": ",",
        "…": "등등",
        "∑": "합",
        "∇": "그레이디언트",
        "∂": "편미분",
        "det": "행렬식",
    }
    superscripts: Mapping[str, str] = {"T": "전치", "−1": "역", "2": "제곱", "3": "세제곱"}
    accents: Mapping[str, str] = {"hat": "햇", "bar": "바", "tilde": "틸데", "vec": "벡터"}
    minus = "마이너스"

    def row(self, items: Sequence[Formula]) -> str:
        cuts = [i for i, item in enumerate(items) if _is_relation(item)]
        if not cuts:
            return self.side_by_side(items)
        bounds = zip([-1, *cuts], [*cuts, len(items)], strict=True)
        sides = [self.side_by_side(items[i + 1 : j]) for i, j in bounds]
        signs = [getattr(items[i], "sign", "") for i in cuts]
        if set(signs) == {"="}:
            return with_particles(
                " ".join(f"{side}은(는)" for side in sides[:-1]) + f" {sides[-1]}"
            )
        return ", ".join(
            with_particles(_BETWEEN[sign].format(left=left, right=right).strip())
            for sign, (left, right) in zip(signs, pairwise(sides), strict=True)
        )

    def side_by_side(self, items: Iterable[Formula]) -> str:
        # a minus with nothing before it to be taken from is a sign
        said = super().side_by_side(items)
        return said.replace("빼기", self.minus, 1) if said.startswith("빼기") else said

    def letter(self, name: str) -> str:
        return _GREEK.get(name.lower(), super().letter(name)) if len(name) == 1 else name

    def scientific(self, digits: str, exponent: str) -> str:
        return f"{digits} 곱하기 10의 {exponent}제곱"

    def fraction(self, above: str, below: str, *, simple: bool) -> str:
        return f"{below}분의 {above}" if simple else f"분수 {below}분의 {above}"

    def subscript(self, base: str, script: str) -> str:
        return f"{base} {script}"

    def superscript(self, base: str, script: str) -> str:
        known = self.superscripts.get(script.replace(f"{self.minus} ", "−"))
        return f"{base} {known}" if known else f"{base}의 {script}제곱"

    def root(self, body: str, index: int, *, simple: bool) -> str:
        kind = {2: "루트", 3: "세제곱근"}.get(index, f"{index}제곱근")
        return f"{kind} {body}"

    def fenced(self, body: str, fence: str) -> str:
        match fence:
            case "||":
                return f"절댓값 {body}"
            case "‖‖":
                return f"노름 {body}"
            case "[]":
                return f"대괄호 열고 {body} 대괄호 닫고"
        return f"괄호 열고 {body} 괄호 닫고"

    def call(self, function: str, arguments: str) -> str:
        return f"{function} {arguments}"

    def matrix(self, matrix: Brackets) -> str:
        rows, columns = len(matrix.rows), len(matrix.rows[0]) if matrix.rows else 0
        kind = "행렬식" if matrix.fence == "||" else "행렬"
        bar = "" if matrix.bar is None else f" {matrix.bar}열 뒤에 세로줄,"
        entries = (", ".join(map(self.read, row)) for row in matrix.rows)
        said = "; ".join(f"{i}행: {row}" for i, row in enumerate(entries, start=1))
        beside = "".join(
            f", {i}행 옆: {self.read(remark)}"
            for i, remark in enumerate(matrix.beside or (), start=1)
            if remark is not None
        )
        return f", {rows}행 {columns}열 {kind},{bar} {said}, 행렬 끝{beside},"


def _is_relation(item: Formula) -> bool:
    return isinstance(item, Operator) and item.sign in RELATIONS
