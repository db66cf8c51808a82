"""Schedules against PyTorch's schedulers, closed forms and each other."""

import json
from pathlib import Path

import numpy as np
import pytest

from optviz.schedules.schedules import (
    Constant,
    Cosine,
    CosineRestarts,
    Cyclic,
    Exponential,
    InverseSquareRoot,
    InverseTime,
    Linear,
    MultiStep,
    OneCycle,
    Piecewise,
    Polynomial,
    ReduceOnPlateau,
    StepDecay,
    as_schedule,
    lecture_piecewise,
)

TORCH = json.loads((Path(__file__).parent / "oracles/torch_schedules.json").read_text())
OURS = {
    "step": StepDecay(0.5, every=7, factor=0.3),
    "multistep": MultiStep(0.5, [5, 11, 30]),
    "exponential": Exponential(0.5, 0.9),
    "cosine": Cosine(0.5, 15, floor=0.01),
    "growing restarts": CosineRestarts(0.5, 5, growth=2, floor=0.01),
    "restarts": CosineRestarts(0.5, 6),
    "linear up": Linear(0.5, 8),
    "linear down": Linear(0.5, 20, start=1.0, end=0.1),
    "polynomial": Polynomial(0.5, 12, power=2.0),
    "inverse square root": InverseSquareRoot(0.5),
    "inverse time": InverseTime(0.5, 0.2),
    "warm-up then cosine": Cosine(0.5, 30).warm_up(10),
    "one cycle": OneCycle(0.5, 40),
    "one cycle steep": OneCycle(0.5, 40, rise=0.6, start=5, end=10),
    "cyclic": Cyclic(0.5, 0.1, up=7),
    "cyclic halved": Cyclic(0.5, 0.1, up=4, down=6, shrink=0.5),
    "chain": Linear(1.0, 9, start=0.1).times(Exponential(0.5, 0.9)),
    "constant then exponential": Constant(0.05).then(Exponential(0.5, 0.9), at=4),
}


@pytest.mark.parametrize("name", sorted(OURS))
def test_equal_to_torch(name):
    np.testing.assert_allclose(OURS[name].rates(40), TORCH[name], rtol=1e-12, atol=1e-15)


def test_every_schedule_has_an_oracle():
    assert OURS.keys() == TORCH.keys() - {"plateau", "chain with a cosine"}


def test_a_product_is_never_negative():
    """PyTorch's chain of the same two is, since its cosine starts from what the other left."""
    product = Exponential(1.0, 0.8).times(Cosine(0.5, 10, floor=0.05))
    assert min(TORCH["chain with a cosine"]) < -0.1
    assert product.rates(40).min() > 0
    np.testing.assert_allclose(product(3), 0.8**3 * Cosine(0.5, 10, floor=0.05)(3), rtol=1e-15)
    with pytest.raises(TypeError, match="a product has two schedules"):
        Cosine(0.5, 10).times(0.1)


def test_plateau_equals_pytorchs():
    stored = TORCH["plateau"]
    plateau = ReduceOnPlateau(0.5, factor=0.3, patience=2, threshold=0.01, cooldown=2, least=0.02)
    ours = [plateau.after(stored["values"][: k + 1]) for k in range(len(stored["values"]))]
    np.testing.assert_allclose(ours, stored["rates"], rtol=1e-12)
    assert len(set(ours)) == 4


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: OneCycle(1.0, 10, rise=1.5), "rise lies between 0 and 1"),
        (lambda: OneCycle(1.0, 3), "leaves no step up"),
        (lambda: Cyclic(1.0, 0.0, up=2), "positive"),
        (lambda: Cyclic(1.0, 0.1, up=0), "up and down are at least 1"),
        (lambda: Cyclic(1.0, 0.1, up=2, shrink=2), "shrink lies above 0"),
        (lambda: ReduceOnPlateau(0.0), "positive"),
        (lambda: ReduceOnPlateau(0.1, factor=1.0), "factor lies between 0 and 1"),
        (lambda: ReduceOnPlateau(0.1, patience=-1), "patience is at least 0"),
    ],
)
def test_cycles_that_make_no_sense(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_after_one_cycle_the_rate_stays():
    assert OneCycle(0.5, 40)(400) == OneCycle(0.5, 40)(39) == pytest.approx(0.5 / 25e4)


def test_lecture_piecewise_in_shares():
    rates = lecture_piecewise(1000).rates(1000)
    np.testing.assert_allclose(rates[:100], 1e-4 * np.arange(1, 101) / 100)
    assert set(rates[100:500]) == {1e-4}
    np.testing.assert_allclose(rates[500:750], 1e-5)
    np.testing.assert_allclose(rates[750:], 1e-6)


def test_one_percent_an_epoch():
    rates = Exponential(0.1).per_epoch(10).rates(25)
    np.testing.assert_allclose(rates[::10], [0.1, 0.099, 0.09801])
    assert len(set(rates)) == 3


def test_piecewise_jumps_at_its_boundaries():
    assert list(Piecewise([3.0, 2.0, 1.0], [1, 3]).rates(5)) == [3, 2, 2, 1, 1]


def test_rates_of_many_starts():
    rates = Cosine([0.1, 0.2], 10).rates(4)
    assert rates.shape == (4, 2)
    np.testing.assert_allclose(rates[:, 1], 2 * rates[:, 0])


@pytest.mark.parametrize("rate", [0, -0.1, float("nan"), float("inf"), [0.1, 0.0]])
def test_rate_must_be_positive(rate):
    with pytest.raises(ValueError, match="learning rate must be a positive number"):
        Constant(rate)


def test_steps_must_be_positive():
    with pytest.raises(ValueError, match="steps must be at least 1, got 0"):
        Cosine(0.1, 0)


def test_pieces_must_match_boundaries():
    with pytest.raises(ValueError, match="2 boundaries part 3 pieces, but 2 rates"):
        Piecewise([1.0, 2.0], [3, 4])


def test_number_becomes_constant():
    assert as_schedule(0.3)(17) == 0.3
    assert as_schedule(OURS["cosine"]) is OURS["cosine"]


def test_no_steps_keep_the_batch():
    assert Constant([0.1, 0.2]).rates(0).shape == (0, 2)
    assert Constant(0.1).rates(0).shape == (0,)


def test_what_follows_is_a_schedule_and_later():
    with pytest.raises(TypeError, match="is one"):
        Constant(0.1).then(0.2, at=5)
    with pytest.raises(ValueError, match="at step 0 or later, not -1"):
        Constant(0.1).then(Constant(0.2), at=-1)


def test_rates_that_no_float_holds():
    for growing in (Exponential(0.1, 1e300), Exponential([0.1, 0.2], 1e300)):
        with (
            pytest.raises(ValueError, match="within 9 steps the rates leave"),
            np.errstate(all="ignore"),
        ):
            growing.rates(9)
