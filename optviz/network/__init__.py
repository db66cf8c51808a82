"""A neural network whose inside can be seen: layers, losses, one backward pass, training."""

from optviz.network.activation_curve import ActivationCurve, activation_curve
from optviz.network.activation_race import ActivationRace, activation_race
from optviz.network.activation_statistics import LECTURE, LayerStatistics, layer_statistics
from optviz.network.activations import (
    ELU,
    GELU,
    SELU,
    LeakyReLU,
    Maxout,
    PReLU,
    ReLU,
    Sigmoid,
    Softmax,
    Tanh,
)
from optviz.network.augmentation import (
    ColourJitter,
    Compose,
    Crop,
    Cutout,
    Flip,
    Mixup,
    ScaledCrop,
    ten_crops,
)
from optviz.network.augmentation_picture import AugmentationPicture, augmentation_picture
from optviz.network.backpropagation import Backpropagation, backpropagate, backpropagate_network
from optviz.network.batch_normalisation import BatchNorm, BatchRenorm
from optviz.network.boltzmann import Boltzmann, autoencoder, boltzmann, pretrain_autoencoder
from optviz.network.capacities import capacities
from optviz.network.convolution import Convolution
from optviz.network.data import Data, breast_cancer, digits, iris, moons, spirals, wine
from optviz.network.decision_picture import DecisionPicture, decision_picture
from optviz.network.diagnosis import Diagnosis, diagnose
from optviz.network.dimensions import emptiness
from optviz.network.divergence import DivergedError
from optviz.network.dropout import DropConnect, Dropout
from optviz.network.evaluation import accuracy, evaluate
from optviz.network.feature_comparison import compare_features
from optviz.network.features import (
    bag_of_words,
    hue_histogram,
    oriented_gradients,
    patch_descriptors,
    sift_descriptors,
)
from optviz.network.gradient_check import check_gradients
from optviz.network.graph import Backward, Forward, Node, Tape
from optviz.network.history import TrainingHistory
from optviz.network.huber import Huber
from optviz.network.image_files import cifar10, mnist, read_idx
from optviz.network.initialisation import (
    Constant,
    He,
    LeCun,
    Normal,
    Orthogonal,
    Xavier,
    Zeros,
)
from optviz.network.layer import Layer
from optviz.network.layer_explanation import LayerExplanation, explain_layer
from optviz.network.linear import Flatten, Linear
from optviz.network.loss_explanation import LossExplanation, explain_loss
from optviz.network.losses import (
    BinaryCrossEntropy,
    MulticlassHinge,
    SoftmaxCrossEntropy,
    SquaredError,
)
from optviz.network.madaline import madaline
from optviz.network.normalisation import GroupNorm, InstanceNorm, LayerNorm, RMSNorm
from optviz.network.parameters import Parameters
from optviz.network.perceptron import XOR, adaline, perceptron
from optviz.network.pictures import photographs, picture_patches
from optviz.network.polynomial import capacity_curve, polynomial_fit
from optviz.network.pooling import AveragePool, FractionalMaxPool, MaxPool
from optviz.network.preprocessing import (
    centre,
    mean_image,
    normalise,
    pca,
    per_channel,
    whiten,
)
from optviz.network.probes import (
    ActivationStatistics,
    DeadUnits,
    DecisionRegions,
    GradientNorms,
    Saturation,
    UpdateRatio,
)
from optviz.network.sanity import first_loss, overfit_small_sample, sanity_checks
from optviz.network.scalars import Scalar, apply, variables
from optviz.network.sensitivity import loss_sensitivity
from optviz.network.sequential import Residual, Sequential, StochasticDepth
from optviz.network.smooth_activations import HardSwish, Mish, SiLU, Softplus
from optviz.network.step import collect, loss_and_gradient, run
from optviz.network.stopping import EarlyStopping
from optviz.network.summary import summarise
from optviz.network.training import train
from optviz.network.two_ways import one_for_each_and_one_for_all

__all__ = [
    "ELU",
    "GELU",
    "LECTURE",
    "SELU",
    "XOR",
    "ActivationCurve",
    "ActivationRace",
    "ActivationStatistics",
    "AugmentationPicture",
    "AveragePool",
    "Backpropagation",
    "Backward",
    "BatchNorm",
    "BatchRenorm",
    "BinaryCrossEntropy",
    "Boltzmann",
    "ColourJitter",
    "Compose",
    "Constant",
    "Convolution",
    "Crop",
    "Cutout",
    "Data",
    "DeadUnits",
    "DecisionPicture",
    "DecisionRegions",
    "Diagnosis",
    "DivergedError",
    "DropConnect",
    "Dropout",
    "EarlyStopping",
    "Flatten",
    "Flip",
    "Forward",
    "FractionalMaxPool",
    "GradientNorms",
    "GroupNorm",
    "HardSwish",
    "He",
    "Huber",
    "InstanceNorm",
    "Layer",
    "LayerExplanation",
    "LayerNorm",
    "LayerStatistics",
    "LeCun",
    "LeakyReLU",
    "Linear",
    "LossExplanation",
    "MaxPool",
    "Maxout",
    "Mish",
    "Mixup",
    "MulticlassHinge",
    "Node",
    "Normal",
    "Orthogonal",
    "PReLU",
    "Parameters",
    "RMSNorm",
    "ReLU",
    "Residual",
    "Saturation",
    "Scalar",
    "ScaledCrop",
    "Sequential",
    "SiLU",
    "Sigmoid",
    "Softmax",
    "SoftmaxCrossEntropy",
    "Softplus",
    "SquaredError",
    "StochasticDepth",
    "Tanh",
    "Tape",
    "TrainingHistory",
    "UpdateRatio",
    "Xavier",
    "Zeros",
    "accuracy",
    "activation_curve",
    "activation_race",
    "adaline",
    "apply",
    "augmentation_picture",
    "autoencoder",
    "backpropagate",
    "backpropagate_network",
    "bag_of_words",
    "boltzmann",
    "breast_cancer",
    "capacities",
    "capacity_curve",
    "centre",
    "check_gradients",
    "cifar10",
    "collect",
    "compare_features",
    "decision_picture",
    "diagnose",
    "digits",
    "emptiness",
    "evaluate",
    "explain_layer",
    "explain_loss",
    "first_loss",
    "hue_histogram",
    "iris",
    "layer_statistics",
    "loss_and_gradient",
    "loss_sensitivity",
    "madaline",
    "mean_image",
    "mnist",
    "moons",
    "normalise",
    "one_for_each_and_one_for_all",
    "oriented_gradients",
    "overfit_small_sample",
    "patch_descriptors",
    "pca",
    "per_channel",
    "perceptron",
    "photographs",
    "picture_patches",
    "polynomial_fit",
    "pretrain_autoencoder",
    "read_idx",
    "run",
    "sanity_checks",
    "sift_descriptors",
    "spirals",
    "summarise",
    "ten_crops",
    "train",
    "variables",
    "whiten",
    "wine",
]
