from typing import get_args

import numpy as np
import pytest

from optviz.schedules.rate_curve import ScheduleName, rate_curve


def test_the_lectures_schedule():
    """10 % warm-up to 1e-4, 40 % there, 25 % at 1e-5, 25 % at 1e-6."""
    rates = rate_curve("lecture", 1000, 1e-4).rates
    assert rates[:100] == pytest.approx(1e-4 * np.arange(1, 101) / 100)
    assert rates[100:500] == pytest.approx(1e-4)
    assert rates[500:750] == pytest.approx(1e-5)
    assert rates[750:] == pytest.approx(1e-6)


def test_closed_forms():
    k = np.arange(200)
    assert rate_curve("cosine", 200, 2.0).rates == pytest.approx(1 + np.cos(np.pi * k / 200))
    assert rate_curve("linear", 200, 2.0).rates == pytest.approx(2 * (1 - k / 200))
    assert rate_curve("step", 200, 2.0).rates == pytest.approx(2 * 0.1 ** (k // 50))
    assert rate_curve("exponential", 200, 2.0).rates == pytest.approx(2 * 0.99 ** (k // 2))


@pytest.mark.parametrize("name", get_args(ScheduleName))
def test_every_schedule_stays_below_its_rate_and_shows_itself(name):
    record = rate_curve(name, 37, 0.3)
    assert (record.rates <= 0.3 * (1 + 1e-15)).all()
    assert (record.rates >= 0).all()
    (line,) = record.plot().lines
    assert np.array_equal(line.get_ydata(), record.rates)
    assert name in record.to_text()


def test_errors():
    with pytest.raises(ValueError, match='name is "constant", "step", '):
        rate_curve("cosin")
    with pytest.raises(ValueError, match="at least 10"):
        rate_curve("cosine", 9)
    with pytest.raises(ValueError, match="positive"):
        rate_curve("cosine", 10, -1.0)
