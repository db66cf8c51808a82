"""Explanations of what comes before training: the data, what is done to them, the sanity checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from scenes.explanations.topics import Explanation
from scenes.parameters.declarations import parameter
from scenes.parameters.kinds import Choice, Integer, Number

if TYPE_CHECKING:
    import numpy as np

    from optviz.network import AugmentationPicture
    from optviz.network import Data as NetworkData
    from optviz.network.data.augmentation import Augmentation as Augment
    from optviz.network.inspection.sanity import SanityChecks as SanityChecksRecord
    from optviz.network.inspection.sensitivity import Sensitivity as SensitivityRecord

__all__ = ["Augmentation", "Data", "SanityChecks", "Sensitivity"]

SETS = ("digits", "iris", "wine", "breast-cancer", "moons", "spirals")
AUGMENTATIONS = ("flip", "crop", "scaled-crop", "colour-jitter", "cutout", "mixup", "all")


@dataclass(frozen=True)
class Data(Explanation):
    """A data set: how many examples, of what shape, of which classes, and how they look."""

    name: str = parameter(Choice(*SETS), help="the set", example="iris")

    def record(self) -> NetworkData:
        import optviz.network

        data: NetworkData = getattr(optviz.network, self.name.replace("-", "_"))()
        return data


@dataclass(frozen=True)
class SanityChecks(Explanation):
    """Before a long training: the first loss, a small sample learned by heart, the gradients."""

    data: Literal["digits", "moons", "spirals", "iris", "wine"] = parameter(
        Choice("digits", "moons", "spirals", "iris", "wine"),
        help="what to learn",
        example="moons",
        default="digits",
    )
    hidden: int = parameter(Integer(1, 1000), help="hidden units", example="16", default=64)
    seed: int = parameter(Integer(0, 10**9), help="for the weights", example="1", default=0)

    def record(self) -> SanityChecksRecord:
        import optviz.network as n

        data = getattr(n, self.data)()
        prepared = n.normalise(data.x).data(data)
        layers = n.Linear(data.x.shape[1], self.hidden), n.Tanh()
        network = n.Sequential(*layers, n.Linear(self.hidden, data.number_of_classes))
        return n.sanity_checks(network, n.SoftmaxCrossEntropy(), prepared, seed=self.seed)


@dataclass(frozen=True)
class Sensitivity(Explanation):
    """The reason for normalised data: growth of the loss when the weights change a little."""

    data: Literal["wine", "iris", "breast-cancer"] = parameter(
        Choice("wine", "iris", "breast-cancer"), help="which data", example="iris", default="wine"
    )
    change: float = parameter(
        Number(1e-6, 10),
        help="length of the change, as a share of the weights",
        example="0.1",
        default=0.05,
    )

    def record(self) -> SensitivityRecord:
        import optviz.network as n

        data = getattr(n, self.data.replace("-", "_"))()
        return n.loss_sensitivity(data.x, data.y, relative_change=self.change)


@dataclass(frozen=True)
class Augmentation(Explanation):
    """The effect of an augmentation on one image: flips, crops, colours, cutout, mixup."""

    kind: str = parameter(Choice(*AUGMENTATIONS), help="what is done", example="crop")
    images: Literal["photos", "digits"] = parameter(
        Choice("photos", "digits"), help="of which images", example="digits", default="photos"
    )
    seed: int = parameter(Integer(0, 10**9), help="for what is drawn", example="1", default=0)

    def record(self) -> AugmentationPicture:
        import optviz.network as n

        x, y = self._mini_batch()
        side = x.shape[-1]
        made: dict[str, Augment] = {
            "flip": n.Flip(),
            "crop": n.Crop(side, side // 6),
            "scaled-crop": n.ScaledCrop(side, 0.5),
            "colour-jitter": n.ColourJitter(0.4, 0.4, 0.6),
            "cutout": n.Cutout(side // 3),
            "mixup": n.Mixup(10, alpha=1.0),
            "all": n.Compose(n.Flip(), n.ScaledCrop(side), n.ColourJitter(), n.Cutout(side // 4)),
        }
        return n.augmentation_picture(made[self.kind], x, y, seed=self.seed)

    def _mini_batch(self) -> tuple[np.ndarray, np.ndarray]:
        import optviz.network as n

        if self.images == "digits":
            few = n.digits(images=True).take(8)
            return few.x, few.y
        photos = n.photographs(96)
        return photos.x, photos.y
