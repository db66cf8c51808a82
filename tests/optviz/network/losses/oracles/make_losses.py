"""PyTorch's losses and their gradients: python make_losses.py, with torch 2.15 installed."""

import json
from pathlib import Path

import torch
from torch.nn import functional

torch.set_default_dtype(torch.float64)
torch.manual_seed(3)
scores = torch.randn(5, 4) * 3
labels = torch.tensor([0, 3, 1, 1, 2])
targets = torch.rand(5, 4)

cases = {
    "hinge": lambda s: functional.multi_margin_loss(s, labels, reduction="sum") * 4 / 5,
    "hinge margin 0.5": lambda s: functional.multi_margin_loss(s, labels, margin=0.5) * 4,
    "hinge squared mean": lambda s: functional.multi_margin_loss(s, labels, p=2) * 4 / 3,
    "cross-entropy": lambda s: functional.cross_entropy(s, labels),
    "cross-entropy smoothed": lambda s: functional.cross_entropy(s, labels, label_smoothing=0.1),
    "cross-entropy huge": lambda s: functional.cross_entropy(s * 300, labels),
    "binary": lambda s: (
        functional.binary_cross_entropy_with_logits(s, targets, reduction="sum") / 5
    ),
    "squared": lambda s: functional.mse_loss(s, targets, reduction="sum") / 5,
    "huber": lambda s: functional.huber_loss(s, targets, delta=1.5, reduction="sum") / 5,
}

oracle = {"scores": scores.tolist(), "labels": labels.tolist(), "targets": targets.tolist()}
for name, loss in cases.items():
    s = scores.clone().requires_grad_()
    value = loss(s)
    value.backward()
    oracle[name] = {"loss": value.item(), "gradient": s.grad.tolist()}

Path(__file__).with_name("losses.json").write_text(json.dumps(oracle, indent=1) + "\n")
