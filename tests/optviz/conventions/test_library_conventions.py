"""Schedules, losses and layers of the libraries: the stored numbers, scikit-learn's and ours."""

import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.metrics import hinge_loss
from sklearn.preprocessing import StandardScaler

from optviz import network as nn
from optviz.conventions.library_conventions import (
    LAYERS_ELSEWHERE,
    LIBRARY_VERSIONS,
    LOSSES_ELSEWHERE,
    SCHEDULES_ELSEWHERE,
)
from optviz.schedules.schedules import Cosine, MultiStep, Polynomial, WarmUp

STORED = json.loads(
    (Path(__file__).parent / "oracles" / "library_conventions.json").read_text("utf-8")
)
TABLES = {
    "schedules": SCHEDULES_ELSEWHERE,
    "losses": LOSSES_ELSEWHERE,
    "layers": LAYERS_ELSEWHERE,
}
FROG = np.array([[2.2, 2.5, -3.1]])
ANSWERS, TARGETS = np.array([[1.0, 2.0], [0.0, 0.0]]), np.array([[1.0, 0.0], [0.0, 0.0]])
TWO = np.array([[0.0], [2.0]])


def share_kept(layer):
    """The share of the old running mean that a batch normalisation keeps."""
    p = layer.parameters()
    _, cache = layer.forward(p, np.array([[1.0], [1.0]]), mode="train")
    layer.track(p, cache)
    return 1 - p["mean"][0]


OURS = {
    "warm-up over 4 steps": lambda: WarmUp(1.0, 4).rates(8),
    "a tenth from step 2": lambda: MultiStep(1.0, [2]).rates(8),
    "polynomial of 4 steps": lambda: Polynomial(1.0, 4).rates(8),
    "cosine of 4 steps": lambda: Cosine(1.0, 4).rates(8),
    "hinge of the frog": lambda: nn.MulticlassHinge()(FROG, [2]),
    "squared error of (1, 2), (0, 0) for (1, 0), (0, 0)": lambda: nn.SquaredError()(
        ANSWERS, TARGETS
    ),
    "Huber loss of the same": lambda: nn.Huber()(ANSWERS, TARGETS),
    "binary cross-entropy of the same": lambda: nn.BinaryCrossEntropy()(ANSWERS, TARGETS),
    "ε of batch normalisation": lambda: nn.BatchNorm(1)._epsilon,
    "share of the old running mean": lambda: share_kept(nn.BatchNorm(1)),
    "ε of layer normalisation": lambda: nn.LayerNorm(1).epsilon,
    "ε of group normalisation": lambda: nn.GroupNorm(1, 1).epsilon,
    "ε of RMS normalisation": lambda: nn.RMSNorm(1).epsilon,
    "GELU of 1": lambda: nn.GELU().value(np.array([1.0]))[0],
    "leaky ReLU of -1": lambda: nn.LeakyReLU().value(np.array([-1.0]))[0],
    "variance by which whitening divides, of 0 and 2": lambda: (
        nn.whiten(TWO, epsilon=0).scale[0] ** 2
    ),
    "variance by which standardising divides, of 0 and 2": lambda: nn.normalise(TWO).scale[0] ** 2,
}


@pytest.mark.parametrize("kind", TABLES)
def test_table_is_what_the_libraries_answered(kind):
    table = TABLES[kind]
    for case, answers in STORED[kind].items():
        theirs = {name: value for name, value in table[case].items() if name in LIBRARY_VERSIONS}
        assert theirs == {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in answers.items()
        }
    alone = table.keys() - STORED[kind].keys()
    assert all(not LIBRARY_VERSIONS.keys() & table[case].keys() for case in alone)


def test_versions():
    assert {name: v.split("+")[0] for name, v in STORED["versions"].items()} == LIBRARY_VERSIONS


def test_ours_are_computed():
    cases = {case: answers for table in TABLES.values() for case, answers in table.items()}
    assert OURS.keys() == {case for case, answers in cases.items() if "optviz" in answers}
    for case, ours in OURS.items():
        np.testing.assert_allclose(ours(), cases[case]["optviz"], rtol=1e-5, atol=1e-12)


def test_scikit_learns():
    theirs = {
        "hinge of the frog": hinge_loss([2], FROG, labels=[0, 1, 2]),
        "variance by which whitening divides, of 0 and 2": PCA().fit(TWO).explained_variance_[0],
        "variance by which standardising divides, of 0 and 2": StandardScaler().fit(TWO).var_[0],
    }
    for table in TABLES.values():
        for case, answers in table.items():
            if "scikit-learn" in answers:
                assert theirs.pop(case) == pytest.approx(answers["scikit-learn"])
    assert not theirs
