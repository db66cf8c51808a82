"""Ten steps of PyTorch on a small network: python make_training.py, with torch 2.15 installed."""

import json
from pathlib import Path

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
torch.manual_seed(9)
x, labels = torch.randn(12, 3).round(decimals=2), torch.arange(12) % 3
network = nn.Sequential(nn.Linear(3, 5, bias=False), nn.BatchNorm1d(5), nn.ReLU(), nn.Linear(5, 3))
first, norm, _, last = network
started = {
    "0.W": first.weight.T,
    "1.gamma": norm.weight,
    "1.beta": norm.bias,
    "3.W": last.weight.T,
    "3.b": last.bias,
}
oracle = {"x": x.tolist(), "labels": labels.tolist()}
oracle["started"] = {name: value.tolist() for name, value in started.items()}
decayed = [first.weight, last.weight]
others = [norm.weight, norm.bias, last.bias]
groups = [{"params": decayed, "weight_decay": 0.1}, {"params": others}]
optimizer = torch.optim.SGD(groups, lr=0.2, momentum=0.9)
oracle["losses"] = []
for _ in range(10):
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(network(x), labels)
    loss.backward()
    optimizer.step()
    oracle["losses"].append(loss.item())
oracle["ended"] = {name: value.tolist() for name, value in started.items()}
oracle["mean"], oracle["variance"] = norm.running_mean.tolist(), norm.running_var.tolist()

Path(__file__).with_name("training.json").write_text(json.dumps(oracle) + "\n")
