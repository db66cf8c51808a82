"""Write torch_schedules.json: rates of PyTorch 2.15 schedulers, base rate 0.5, 40 steps.

Run in an environment with torch: ``python torch_schedules.py``.
"""

import json
from pathlib import Path

import torch
from torch.optim import lr_scheduler as s

CASES = {
    "step": lambda o: s.StepLR(o, 7, gamma=0.3),
    "multistep": lambda o: s.MultiStepLR(o, [5, 11, 30]),
    "exponential": lambda o: s.ExponentialLR(o, 0.9),
    "cosine": lambda o: s.CosineAnnealingLR(o, 15, eta_min=0.01),
    "growing restarts": lambda o: s.CosineAnnealingWarmRestarts(o, 5, T_mult=2, eta_min=0.01),
    "restarts": lambda o: s.CosineAnnealingWarmRestarts(o, 6),
    "linear up": lambda o: s.LinearLR(o, total_iters=8),
    "linear down": lambda o: s.LinearLR(o, 1.0, 0.1, 20),
    "polynomial": lambda o: s.PolynomialLR(o, 12, power=2.0),
    "inverse square root": lambda o: s.LambdaLR(o, lambda k: (1 + k) ** -0.5),
    "inverse time": lambda o: s.LambdaLR(o, lambda k: 1 / (1 + 0.2 * k)),
    "warm-up then cosine": lambda o: s.SequentialLR(
        o,
        [s.LinearLR(o, 0.1, 1.0, 9), s.CosineAnnealingLR(o, 30)],
        milestones=[10],
    ),
    "one cycle": lambda o: s.OneCycleLR(o, 0.5, total_steps=40),
    "one cycle steep": lambda o: s.OneCycleLR(
        o, 0.5, total_steps=40, pct_start=0.6, div_factor=5, final_div_factor=10
    ),
    "cyclic": lambda o: s.CyclicLR(o, 0.1, 0.5, 7, cycle_momentum=False),
    "cyclic halved": lambda o: s.CyclicLR(
        o, 0.1, 0.5, 4, 6, mode="triangular2", cycle_momentum=False
    ),
    "chain": lambda o: s.ChainedScheduler([s.LinearLR(o, 0.1, 1.0, 9), s.ExponentialLR(o, 0.9)]),
    "chain with a cosine": lambda o: s.ChainedScheduler(
        [s.ExponentialLR(o, 0.8), s.CosineAnnealingLR(o, 10, eta_min=0.05)]
    ),
    "constant then exponential": lambda o: s.SequentialLR(
        o, [s.ConstantLR(o, 0.1, 100), s.ExponentialLR(o, 0.9)], milestones=[4]
    ),
}


def rates(make):
    """The scheduler's rates."""
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.5)
    scheduler = make(optimiser)
    out = []
    for _ in range(40):
        out.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        scheduler.step()
    return out


def plateau():
    """Rates of ReduceLROnPlateau after values that fall, then wobble."""
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.5)
    scheduler = s.ReduceLROnPlateau(
        optimiser, factor=0.3, patience=2, threshold=0.01, cooldown=2, min_lr=0.02
    )
    values = [3.0, 2.0, 1.5, *(1.5 - 0.004 * (-1) ** k for k in range(25)), 1.0, 0.9, 0.9, 0.9]
    rates = []
    for value in values:
        scheduler.step(value)
        rates.append(optimiser.param_groups[0]["lr"])
    return {"values": values, "rates": rates}


def main():
    """Write the file beside this script."""
    found = {name: rates(make) for name, make in CASES.items()} | {"plateau": plateau()}
    text = json.dumps(found).replace("], ", "],\n")
    Path(__file__).with_suffix(".json").write_text(text + "\n")


if __name__ == "__main__":
    main()
