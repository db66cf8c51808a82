"""Changes of a gradient before a rule sees it: explicit parts, recorded, never silent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

import numpy as np

from optviz.rules.rule import Rule, State, Value


def _check_limit(limit: float) -> None:
    if not limit > 0:
        raise ValueError(f"a gradient is clipped at a positive limit, not {limit}")


@dataclass(frozen=True, eq=False)
class ClipNorm:
    """Scale the gradient down to a norm of at most `limit`, per start.

    The norm runs over the first axis: coordinates are first, starts second. Equal to
    ``torch.nn.utils.clip_grad_norm_`` with its 1e-6.

    Parameters
    ----------
    limit : float
        The largest norm, positive.

    Examples
    --------
    >>> ClipNorm(1.0)(np.array([30.0, 40.0]), 0).round(6)
    array([0.6, 0.8])
    """

    limit: float
    name: ClassVar[str] = "clip_norm"

    def __post_init__(self) -> None:
        _check_limit(self.limit)

    def __call__(self, g: Value, k: int) -> Value:
        """Gradient after clipping."""
        norm = np.sqrt(np.sum(np.square(g), axis=0))
        return g * np.minimum(1.0, self.limit / (norm + 1e-6))


@dataclass(frozen=True, eq=False)
class ClipValue:
    """Keep every component of the gradient within ±`limit`.

    Parameters
    ----------
    limit : float
        The largest size of a component, positive.

    Examples
    --------
    >>> ClipValue(1.0)(np.array([30.0, -0.5]), 0)
    array([ 1. , -0.5])
    """

    limit: float
    name: ClassVar[str] = "clip_value"

    def __post_init__(self) -> None:
        _check_limit(self.limit)

    def __call__(self, g: Value, k: int) -> Value:
        """Gradient after clipping."""
        return np.clip(g, -self.limit, self.limit)


@dataclass(frozen=True, eq=False)
class Noise:
    """Add Gaussian noise of standard deviation `scale` / (1 + k)^`decay` to the gradient.

    The draw is a function of (`seed`, k) alone, so a step can be repeated.

    Source: Neelakantan et al., Adding gradient noise improves learning, 2015 (decay 0.55 / 2).

    Parameters
    ----------
    scale : float
        Standard deviation in step 0, at least 0.
    decay : float
        0 keeps it the same in every step.
    seed : int

    Examples
    --------
    >>> noise, g = Noise(0.1, seed=1), np.zeros(3)
    >>> bool((noise(g, 7) == noise(g, 7)).all()), bool((noise(g, 7) == noise(g, 8)).any())
    (True, False)
    """

    scale: float
    decay: float = 0.0
    seed: int = 0
    name: ClassVar[str] = "noise"

    def __post_init__(self) -> None:
        if not (0 <= self.scale < np.inf and np.isfinite(self.decay)):
            raise ValueError(f"noise of scale {self.scale} and decay {self.decay} cannot be drawn")

    def __call__(self, g: Value, k: int) -> Value:
        """Gradient with this step's noise."""
        draw = np.random.default_rng([self.seed, k]).standard_normal(np.shape(g))
        return g + self.scale / (1 + k) ** self.decay * draw


GradientPart: TypeAlias = ClipNorm | ClipValue | Noise


@dataclass(frozen=True, eq=False)
class WithParts(Rule):
    """A rule fed with a gradient that explicit parts have changed, in order.

    The gradient that the rule saw is recorded as the term ``used_gradient``, beside the
    objective's own.

    Parameters
    ----------
    rule : Rule
    parts : sequence of ClipNorm, ClipValue or Noise
        The first is the first to change the gradient.
    weight_decay, convention
        Those of `rule`: they are given there.

    Raises
    ------
    TypeError
        For what is no rule, or no sequence of parts.
    ValueError
        For a weight decay or a convention of its own: they are the wrapped rule's.

    Examples
    --------
    >>> from optviz.rules import ClipNorm, GradientDescent, WithParts
    >>> rule = WithParts(GradientDescent(), [ClipNorm(1.0)])
    >>> delta, _, terms = rule.update(np.array([30.0, 40.0]), {}, 0, np.zeros(2), 0.1)
    >>> delta.round(6)
    array([-0.06, -0.08])
    """

    rule: Rule = field(kw_only=False)
    parts: Sequence[GradientPart] = field(kw_only=False)
    elementwise: ClassVar[bool] = False

    def __post_init__(self) -> None:
        if not isinstance(self.rule, Rule) or not all(map(callable, self.parts)):
            raise TypeError("give a rule and a list of parts: WithParts(Adam(), [ClipNorm(1.0)])")
        if self.weight_decay is not None or self.convention != "torch":
            raise ValueError(
                "weight decay and convention are the wrapped rule's: "
                "WithParts(Adam(weight_decay=0.1), [ClipNorm(1.0)])"
            )
        super().__post_init__()

    @property
    def name(self) -> str:  # type: ignore[override]
        """The rule's name with its parts'."""
        return " + ".join([*(part.name for part in self.parts), self.rule.name])

    @property
    def default_rate(self) -> float:
        """The wrapped rule's."""
        return self.rule.default_rate

    @property
    def batch_sizes(self) -> set[int]:
        """The wrapped rule's."""
        return self.rule.batch_sizes

    def init(self, x: Value) -> State:
        """State of the wrapped rule."""
        return self.rule.init(x)

    def update(
        self, g: Value, state: State, k: Value, x: Value, lr: Value
    ) -> tuple[Value, State, State]:
        """One step of the wrapped rule with the changed gradient; see `Rule.update`."""
        for part in self.parts:
            g = part(g, k)
        delta, state, terms = self.rule.update(g, state, k, x, lr)
        return delta, state, {**terms, "used_gradient": g}

    def derived(self, terms: Mapping[str, Value], k: Value, lr: Value) -> State:
        """The wrapped rule's."""
        return self.rule.derived(terms, k, lr)
