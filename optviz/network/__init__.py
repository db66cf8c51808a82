"""A neural network whose inside can be seen: layers, losses, one backward pass, training."""

from optviz.network.data.augmentation import (
    ColourJitter,
    Compose,
    Crop,
    Cutout,
    Flip,
    Mixup,
    ScaledCrop,
    ten_crops,
)
from optviz.network.data.augmentation_picture import AugmentationPicture, augmentation_picture
from optviz.network.data.clouds import clouds, rings
from optviz.network.data.data import Data, breast_cancer, digits, iris, moons, spirals, wine
from optviz.network.data.features import (
    bag_of_words,
    hue_histogram,
    oriented_gradients,
    patch_descriptors,
    sift_descriptors,
)
from optviz.network.data.image_files import cifar10, mnist, read_idx
from optviz.network.data.photographs import photographs, picture_patches
from optviz.network.data.preprocessing import (
    centre,
    mean_image,
    normalise,
    pca,
    per_channel,
    whiten,
)
from optviz.network.experiments.activation_race import ActivationRace, activation_race
from optviz.network.experiments.capacities import capacities
from optviz.network.experiments.decision_picture import DecisionPicture, decision_picture
from optviz.network.experiments.dimensions import emptiness
from optviz.network.experiments.feature_comparison import compare_features
from optviz.network.experiments.hidden_training import HiddenTraining, train_hidden
from optviz.network.experiments.one_vs_rest import one_for_each_and_one_for_all
from optviz.network.experiments.polynomial import capacity_curve, polynomial_fit
from optviz.network.graph.graph import Backward, Forward, Node, Tape
from optviz.network.graph.scalars import Scalar, apply, variables
from optviz.network.inspection.activation_curve import ActivationCurve, activation_curve
from optviz.network.inspection.activation_statistics import (
    LECTURE,
    LayerStatistics,
    layer_statistics,
)
from optviz.network.inspection.backpropagation import (
    Backpropagation,
    backpropagate,
    backpropagate_network,
)
from optviz.network.inspection.diagnosis import Diagnosis, diagnose
from optviz.network.inspection.gradient_check import check_gradients
from optviz.network.inspection.layer_explanation import LayerExplanation, explain_layer
from optviz.network.inspection.sanity import first_loss, overfit_small_sample, sanity_checks
from optviz.network.inspection.sensitivity import loss_sensitivity
from optviz.network.layers.activations import (
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
from optviz.network.layers.batch_normalisation import BatchNorm, BatchRenorm
from optviz.network.layers.convolution import Convolution
from optviz.network.layers.dropout import DropConnect, Dropout
from optviz.network.layers.initialisation import (
    Constant,
    He,
    LeCun,
    Normal,
    Orthogonal,
    Xavier,
    Zeros,
)
from optviz.network.layers.layer import Layer
from optviz.network.layers.linear import Flatten, Linear
from optviz.network.layers.normalisation import GroupNorm, InstanceNorm, LayerNorm, RMSNorm
from optviz.network.layers.parameters import Parameters
from optviz.network.layers.pooling import AveragePool, FractionalMaxPool, MaxPool
from optviz.network.layers.sequential import Residual, Sequential, StochasticDepth
from optviz.network.layers.smooth_activations import HardSwish, Mish, SiLU, Softplus
from optviz.network.layers.summary import summarise
from optviz.network.losses.explanation import LossExplanation, explain_loss
from optviz.network.losses.huber import Huber
from optviz.network.losses.loss_slide import LossSlide, slide_losses
from optviz.network.losses.losses import (
    BinaryCrossEntropy,
    MulticlassHinge,
    SoftmaxCrossEntropy,
    SquaredError,
)
from optviz.network.machines.boltzmann import (
    Boltzmann,
    autoencoder,
    boltzmann,
    pretrain_autoencoder,
)
from optviz.network.machines.madaline import madaline
from optviz.network.machines.perceptron import XOR, adaline, perceptron
from optviz.network.training.divergence import DivergedError
from optviz.network.training.evaluation import accuracy, evaluate
from optviz.network.training.history import TrainingHistory
from optviz.network.training.probes import (
    ActivationStatistics,
    DeadUnits,
    DecisionRegions,
    GradientNorms,
    Saturation,
    UpdateRatio,
)
from optviz.network.training.settings import TrainingSettings
from optviz.network.training.step import collect, loss_and_gradient, run
from optviz.network.training.stopping import EarlyStopping
from optviz.network.training.training import train

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
    "HiddenTraining",
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
    "LossSlide",
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
    "TrainingSettings",
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
    "clouds",
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
    "rings",
    "run",
    "sanity_checks",
    "sift_descriptors",
    "slide_losses",
    "spirals",
    "summarise",
    "ten_crops",
    "train",
    "train_hidden",
    "variables",
    "whiten",
    "wine",
]
