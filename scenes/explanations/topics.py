"""The topics of ``optviz explain``; a new one is a line here and a class in a module beside this.

The modules are loaded only when their topic is asked for, and the mathematics only when its record
is computed.
"""

from __future__ import annotations

import importlib
from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.parameters.declarations import Parameters
from scenes.parameters.kinds import closest

if TYPE_CHECKING:
    from linalg.record import Record

__all__ = ["TOPICS", "Explanation", "UnknownTopicError", "topic"]

TOPICS = {
    "activation-function": "scenes.explanations.networks.layers:ActivationFunction",
    "activation-race": "scenes.explanations.networks.networks:ActivationRace",
    "activations": "scenes.explanations.networks.networks:Activations",
    "adaline": "scenes.explanations.networks.network_models:Adaline",
    "augmentation": "scenes.explanations.networks.network_checks:Augmentation",
    "backpropagation": "scenes.explanations.networks.networks:Backpropagation",
    "basins": "scenes.explanations.optimisation.optimisation:Basins",
    "boltzmann": "scenes.explanations.networks.network_models:Boltzmann",
    "capacity": "scenes.explanations.networks.network_models:Capacity",
    "capacity-and-decay": "scenes.explanations.networks.network_models:CapacityAndDecay",
    "cases": "scenes.explanations.linear_algebra.systems:Cases",
    "column-picture": "scenes.explanations.linear_algebra.systems:ColumnPicture",
    "contains": "scenes.explanations.linear_algebra.factorisations:Contains",
    "conventions": "scenes.explanations.optimisation.optimisation:Conventions",
    "cost": "scenes.explanations.linear_algebra.factorisations:Cost",
    "cross-validation": "scenes.explanations.optimisation.search:CrossValidation",
    "data": "scenes.explanations.networks.network_checks:Data",
    "decision-regions": "scenes.explanations.networks.network_models:DecisionRegions",
    "definiteness": "scenes.explanations.linear_algebra.factorisations:Definiteness",
    "descent": "scenes.explanations.optimisation.optimisation:Descent",
    "determinant": "scenes.explanations.linear_algebra.systems:Determinant",
    "diagnosis": "scenes.explanations.networks.networks:Diagnosis",
    "dimensions": "scenes.explanations.networks.network_models:Dimensions",
    "directional-derivative": "scenes.explanations.linear_algebra.calculus:DirectionalDerivative",
    "elimination": "scenes.explanations.linear_algebra.systems:Elimination",
    "elimination-matrices": "scenes.explanations.linear_algebra.factorisations:EliminationMatrices",
    "exercise": "scenes.explanations.linear_algebra.products:Exercise",
    "features": "scenes.explanations.networks.network_models:Features",
    "gradient": "scenes.explanations.linear_algebra.calculus:Gradient",
    "gradient-check": "scenes.explanations.optimisation.optimisation:GradientCheck",
    "gradient-noise": "scenes.explanations.optimisation.optimisation:GradientNoise",
    "guessing": "scenes.explanations.optimisation.search:Guessing",
    "hessian": "scenes.explanations.linear_algebra.calculus:Hessian",
    "inverse": "scenes.explanations.linear_algebra.factorisations:Inverse",
    "inverse-of-product": "scenes.explanations.linear_algebra.products:InverseOfProduct",
    "inverse-of-transpose": "scenes.explanations.linear_algebra.factorisations:InverseOfTranspose",
    "is-subspace": "scenes.explanations.linear_algebra.systems:IsSubspace",
    "jacobian": "scenes.explanations.linear_algebra.calculus:Jacobian",
    "layer": "scenes.explanations.networks.layers:Layer",
    "layer-jacobian": "scenes.explanations.networks.layer_jacobian:LayerJacobian",
    "ldlt": "scenes.explanations.linear_algebra.factorisations:FactorLDLT",
    "ldu": "scenes.explanations.linear_algebra.factorisations:FactorLDU",
    "loss": "scenes.explanations.networks.networks:Loss",
    "lu": "scenes.explanations.linear_algebra.factorisations:FactorLU",
    "madaline": "scenes.explanations.networks.network_models:Madaline",
    "multiply": "scenes.explanations.linear_algebra.products:Multiply",
    "network-summary": "scenes.explanations.networks.layers:Summary",
    "newton-cost": "scenes.explanations.optimisation.optimisation:NewtonCost",
    "objective": "scenes.explanations.optimisation.optimisation:Objective",
    "one-for-each": "scenes.explanations.networks.network_models:OneForEach",
    "perceptron": "scenes.explanations.networks.network_models:Perceptron",
    "permutation": "scenes.explanations.linear_algebra.products:Permutation",
    "permutations": "scenes.explanations.linear_algebra.products:Permutations",
    "plu": "scenes.explanations.linear_algebra.factorisations:FactorPLU",
    "polynomial": "scenes.explanations.networks.network_models:Polynomial",
    "preprocessing": "scenes.explanations.networks.networks:Preprocessing",
    "pretraining": "scenes.explanations.networks.network_models:Pretraining",
    "rank": "scenes.explanations.linear_algebra.factorisations:Rank",
    "regularisation-path": "scenes.explanations.optimisation.regularisation:RegularisationPath",
    "row-picture": "scenes.explanations.linear_algebra.systems:RowPicture",
    "rref": "scenes.explanations.linear_algebra.factorisations:Reduced",
    "sanity-checks": "scenes.explanations.networks.network_checks:SanityChecks",
    "schedule": "scenes.explanations.optimisation.optimisation:Schedule",
    "search": "scenes.explanations.optimisation.search:Search",
    "sensitivity": "scenes.explanations.networks.network_checks:Sensitivity",
    "solve": "scenes.explanations.linear_algebra.systems:Solve",
    "subspaces": "scenes.explanations.linear_algebra.factorisations:Subspaces",
    "successive-halving": "scenes.explanations.optimisation.search:SuccessiveHalving",
    "symmetric-products": "scenes.explanations.linear_algebra.factorisations:SymmetricProducts",
    "taylor": "scenes.explanations.linear_algebra.calculus:Taylor",
    "touch": "scenes.explanations.optimisation.regularisation:Touch",
    "touch-path": "scenes.explanations.optimisation.regularisation:TouchPath",
    "training": "scenes.explanations.networks.networks:Training",
    "transpose-of-product": "scenes.explanations.linear_algebra.products:TransposeOfProduct",
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
    found: type[Explanation] = getattr(importlib.import_module(module), class_name)
    return found
