"""Names beside tips, off the lines."""

import numpy as np

from scenes.mobjects.space.ground import Ground
from scenes.mobjects.space.tip_names import tip_offsets
from scenes.stage import Region
from scenes.theme import DARK

VIEWS = [(20.0, 20.0), (60.0, 15.0)]
TIPS = np.array([[4.0, 0, 0], [4.0, 0.2, 0], [0, 3, 3]])


def test_names_stay_apart_and_off_the_arrows_in_every_view():
    ground = Ground(-np.ones(3), 5 * np.ones(3), Region(-4, 4, -3, 3), DARK, VIEWS)
    lines = np.array([[0 * tip, tip] for tip in TIPS])
    offsets = tip_offsets(ground, [tip[None] for tip in TIPS], lines, VIEWS)
    assert (ground.projection.azimuth, ground.projection.elevation) == VIEWS[0]
    for view in VIEWS:
        middles = ground.turn_to(view).places(TIPS) + offsets
        apart = np.linalg.norm(middles[:, None] - middles, axis=2)[np.triu_indices(3, 1)]
        assert apart.min() > 0.3
        start = ground.places([[0, 0, 0]])[0]
        for tip in ground.places(TIPS):
            points = start + np.linspace(0, 1, 99)[:, None] * (tip - start)
            assert np.linalg.norm(middles[:, None] - points, axis=2).min() > 0.15
