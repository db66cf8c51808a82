"""Signs, letters and function names, with their spelling in each target."""

from typing import NamedTuple


class Spelling(NamedTuple):
    """One operator as text, LaTeX and Typst; MathML takes the sign itself."""

    text: str
    latex: str
    typst: str


INVISIBLE_TIMES = "\u2062"  # a product of values: `*` where it must be typed in again
JUXTAPOSED = ""  # two symbols side by side, as in PA

OPERATORS: dict[str, Spelling] = {
    "=": Spelling(" = ", "=", "="),
    "≠": Spelling(" ≠ ", r"\neq", "eq.not"),
    "≈": Spelling(" ≈ ", r"\approx", "approx"),
    "<": Spelling(" < ", "<", "lt"),
    ">": Spelling(" > ", ">", "gt"),
    "≤": Spelling(" ≤ ", r"\leq", "lt.eq"),
    "≥": Spelling(" ≥ ", r"\geq", "gt.eq"),
    "∈": Spelling(" ∈ ", r"\in", "in"),
    "⊥": Spelling(" ⊥ ", r"\perp", "perp"),
    "∝": Spelling(" ∝ ", r"\propto", "prop"),
    "+": Spelling(" + ", "+", "+"),
    "−": Spelling(" - ", "-", "-"),
    "±": Spelling(" ± ", r"\pm", "plus.minus"),
    "·": Spelling(" · ", r"\cdot", "dot.op"),
    "×": Spelling(" × ", r"\times", "times"),
    "⊙": Spelling(" ⊙ ", r"\odot", "dot.o"),
    "/": Spelling("/", "/", "slash"),
    "÷": Spelling(" ÷ ", r"\div", "div"),
    ",": Spelling(", ", ",", r"\,"),
    "…": Spelling("…", r"\ldots", "dots.h"),
    "∑": Spelling("∑ ", r"\sum", "sum"),
    "∇": Spelling("∇", r"\nabla", "nabla"),
    "∂": Spelling("∂", r"\partial", "partial"),
    "det": Spelling("det ", r"\det", "det"),
    "←": Spelling(" ← ", r"\leftarrow", "arrow.l"),
    "→": Spelling(" → ", r"\rightarrow", "arrow.r"),
    "↔": Spelling(" ↔ ", r"\leftrightarrow", "arrow.l.r"),
    "⟹": Spelling(" ⟹ ", r"\Longrightarrow", "arrow.r.double.long"),
    "⟺": Spelling(" ⟺ ", r"\Longleftrightarrow", "arrow.l.r.double.long"),
    INVISIBLE_TIMES: Spelling("*", "", ""),
    JUXTAPOSED: Spelling("", "", ""),
}

TYPED_OPERATORS = {
    "-": "−",
    "*": "·",
    "!=": "≠",
    "<=": "≤",
    ">=": "≥",
    "<-": "←",
    "->": "→",
    "<->": "↔",
    "=>": "⟹",
    "<=>": "⟺",
}

ARITHMETIC = frozenset("+−·×/÷±⊙") | {JUXTAPOSED, INVISIBLE_TIMES}
RELATIONS = frozenset("=≠≈<>≤≥∈⊥∝←→↔⟹⟺")
PREFIXES = frozenset("∇∂∑") | {"det"}

GREEK = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ε",
    "zeta": "ζ",
    "eta": "η",
    "theta": "θ",
    "iota": "ι",
    "kappa": "κ",
    "lambda": "λ",
    "mu": "μ",
    "nu": "ν",
    "xi": "ξ",
    "pi": "π",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "upsilon": "υ",
    "phi": "φ",
    "chi": "χ",
    "psi": "ψ",
    "omega": "ω",
    "Gamma": "Γ",
    "Delta": "Δ",
    "Theta": "Θ",
    "Lambda": "Λ",
    "Xi": "Ξ",
    "Pi": "Π",
    "Sigma": "Σ",
    "Upsilon": "Υ",
    "Phi": "Φ",
    "Psi": "Ψ",
    "Omega": "Ω",
}
GREEK_NAMES = {letter: name for name, letter in GREEK.items()}

FUNCTIONS = {
    **{name: name for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh", "cot", "sec", "csc")},
    **{name: name for name in ("log", "ln", "exp", "max", "min", "det")},
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
}
"""The upright names that LaTeX and Typst both know; any other name is set upright by hand."""

AREA_FUNCTIONS = {"asinh": "arsinh", "acosh": "arcosh", "atanh": "artanh"}
"""The inverse hyperbolic functions as they are set: their values are areas, not arcs."""
