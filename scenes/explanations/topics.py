"""The topics of ``optviz explain``; a new one is a line here and a class in a module beside this.

The modules are loaded only when their topic is asked for, and the mathematics only when its record
is computed.
"""

from __future__ import annotations

import importlib
from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scenes.kinds import closest
from scenes.parameters import Parameters

if TYPE_CHECKING:
    from linalg.record import Record

__all__ = ["TOPICS", "Explanation", "UnknownTopicError", "topic"]

TOPICS = {
    "activation-function": "scenes.explanations.layers:ActivationFunction",
    "activation-race": "scenes.explanations.networks:ActivationRace",
    "activations": "scenes.explanations.networks:Activations",
    "adaline": "scenes.explanations.network_models:Adaline",
    "augmentation": "scenes.explanations.network_checks:Augmentation",
    "backpropagation": "scenes.explanations.networks:Backpropagation",
    "basins": "scenes.explanations.optimisation:Basins",
    "boltzmann": "scenes.explanations.network_models:Boltzmann",
    "capacity": "scenes.explanations.network_models:Capacity",
    "capacity-and-decay": "scenes.explanations.network_models:CapacityAndDecay",
    "cases": "scenes.explanations.linear_algebra:Cases",
    "column-picture": "scenes.explanations.linear_algebra:ColumnPicture",
    "contains": "scenes.explanations.factorisations:Contains",
    "conventions": "scenes.explanations.optimisation:Conventions",
    "cost": "scenes.explanations.factorisations:Cost",
    "cross-validation": "scenes.explanations.search:CrossValidation",
    "data": "scenes.explanations.network_checks:Data",
    "decision-regions": "scenes.explanations.network_models:DecisionRegions",
    "definiteness": "scenes.explanations.factorisations:Definiteness",
    "descent": "scenes.explanations.optimisation:Descent",
    "determinant": "scenes.explanations.linear_algebra:Determinant",
    "diagnosis": "scenes.explanations.networks:Diagnosis",
    "dimensions": "scenes.explanations.network_models:Dimensions",
    "directional-derivative": "scenes.explanations.calculus:DirectionalDerivative",
    "elimination": "scenes.explanations.linear_algebra:Elimination",
    "elimination-matrices": "scenes.explanations.factorisations:EliminationMatrices",
    "exercise": "scenes.explanations.products:Exercise",
    "features": "scenes.explanations.network_models:Features",
    "gradient": "scenes.explanations.calculus:Gradient",
    "gradient-check": "scenes.explanations.optimisation:GradientCheck",
    "gradient-noise": "scenes.explanations.optimisation:GradientNoise",
    "guessing": "scenes.explanations.search:Guessing",
    "hessian": "scenes.explanations.calculus:Hessian",
    "inverse": "scenes.explanations.factorisations:Inverse",
    "inverse-of-product": "scenes.explanations.products:InverseOfProduct",
    "inverse-of-transpose": "scenes.explanations.factorisations:InverseOfTranspose",
    "is-subspace": "scenes.explanations.linear_algebra:IsSubspace",
    "jacobian": "scenes.explanations.calculus:Jacobian",
    "layer": "scenes.explanations.layers:Layer",
    "layer-jacobian": "scenes.explanations.layer_jacobian:LayerJacobian",
    "ldlt": "scenes.explanations.factorisations:FactorLDLT",
    "ldu": "scenes.explanations.factorisations:FactorLDU",
    "loss": "scenes.explanations.networks:Loss",
    "lu": "scenes.explanations.factorisations:FactorLU",
    "madaline": "scenes.explanations.network_models:Madaline",
    "multiply": "scenes.explanations.products:Multiply",
    "network-summary": "scenes.explanations.layers:Summary",
    "newton-cost": "scenes.explanations.optimisation:NewtonCost",
    "objective": "scenes.explanations.optimisation:Objective",
    "one-for-each": "scenes.explanations.network_models:OneForEach",
    "perceptron": "scenes.explanations.network_models:Perceptron",
    "permutation": "scenes.explanations.products:Permutation",
    "permutations": "scenes.explanations.products:Permutations",
    "plu": "scenes.explanations.factorisations:FactorPLU",
    "polynomial": "scenes.explanations.network_models:Polynomial",
    "preprocessing": "scenes.explanations.networks:Preprocessing",
    "pretraining": "scenes.explanations.network_models:Pretraining",
    "rank": "scenes.explanations.factorisations:Rank",
    "regularisation-path": "scenes.explanations.regularisation:RegularisationPath",
    "row-picture": "scenes.explanations.linear_algebra:RowPicture",
    "rref": "scenes.explanations.factorisations:Reduced",
    "sanity-checks": "scenes.explanations.network_checks:SanityChecks",
    "schedule": "scenes.explanations.optimisation:Schedule",
    "search": "scenes.explanations.search:Search",
    "sensitivity": "scenes.explanations.network_checks:Sensitivity",
    "solve": "scenes.explanations.linear_algebra:Solve",
    "subspaces": "scenes.explanations.factorisations:Subspaces",
    "successive-halving": "scenes.explanations.search:SuccessiveHalving",
    "symmetric-products": "scenes.explanations.factorisations:SymmetricProducts",
    "taylor": "scenes.explanations.calculus:Taylor",
    "touch": "scenes.explanations.regularisation:Touch",
    "touch-path": "scenes.explanations.regularisation:TouchPath",
    "training": "scenes.explanations.networks:Training",
    "transpose-of-product": "scenes.explanations.products:TransposeOfProduct",
}


@dataclass(frozen=True)
class Explanation(Parameters):
    """Parameters that know which record they ask for; import the mathematics in `record`."""

    @abstractmethod
    def record(self) -> Record:
        """Compute the record that is to be shown."""


class UnknownTopicError(ValueError):
    """No topic has that name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        hint = closest(self.name, TOPICS) or "; 'optviz explain' lists them"
        return f"there is no topic {self.name!r}{hint}"


def topic(name: str) -> type[Explanation]:
    """Return the parameters of a topic.

    Raises
    ------
    UnknownTopicError
        With the nearest name.

    Examples
    --------
    >>> topic("elimination").summary()
    'Elimination step by step: pivots, multipliers, the triangular system and its solution'
    """
    if name not in TOPICS:
        raise UnknownTopicError(name)
    module, _, class_name = TOPICS[name].partition(":")
    found: Any = getattr(importlib.import_module(module), class_name)
    return found  # type: ignore[no-any-return]
