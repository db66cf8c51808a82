"""PyTorch's layers, their gradients and running statistics: python make_layers.py, with torch 2.15.

Every case stores the input x, the parameters, the gradient dy that enters at the output, the output
y, and the gradients of x and the parameters, under the names that optviz.network uses.
"""

import json
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

torch.set_default_dtype(torch.float64)
torch.manual_seed(5)

oracle = {}


def rough(*shape):
    """Random numbers with two decimals, so that the file stays small."""
    return torch.randn(*shape).round(decimals=2)


def digits(tensor):
    return json.loads(json.dumps(tensor.round(decimals=11).tolist()))


def record(name, function, x, statistics=None, **parameters):
    x = x.clone().requires_grad_()
    parameters = {key: value.clone().requires_grad_() for key, value in parameters.items()}
    y = function(x, **parameters)
    dy = rough(*y.shape)
    y.backward(dy)
    tensors = {"x": x, "dy": dy, "y": y, "dx": x.grad}
    case = {key: digits(tensor) for key, tensor in tensors.items()}
    case["parameters"] = {key: digits(value) for key, value in parameters.items()}
    case["gradients"] = {key: digits(value.grad) for key, value in parameters.items()}
    if statistics:
        case["statistics"] = {key: digits(value()) for key, value in statistics.items()}
    oracle[name] = case


flat = torch.cat([rough(4, 3) * 2, torch.zeros(1, 3)])  # the kinks at zero too
image = rough(2, 4, 5, 4)

for name, function in {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky relu": lambda x: functional.leaky_relu(x, 0.1),
    "elu": lambda x: functional.elu(x, 0.7),
    "selu": torch.selu,
    "gelu": functional.gelu,
    "gelu tanh": lambda x: functional.gelu(x, approximate="tanh"),
    "softmax": lambda x: torch.softmax(x, dim=1),
}.items():
    record(name, function, flat)

record("prelu", lambda x, alpha: functional.prelu(x, alpha), flat, alpha=torch.tensor([0.25]))
record("prelu channels", lambda x, alpha: functional.prelu(x, alpha), image, alpha=rough(4))
record("linear", lambda x, W, b: x @ W + b, flat, W=rough(3, 2), b=rough(2))
record(
    "maxout",
    lambda x, W, b: (x @ W + b[:, None]).max(dim=0).values,
    flat[:4],
    W=rough(3, 3, 2),
    b=rough(3, 2),
)


def affine(channels):
    return {"gamma": rough(channels) + 0.5, "beta": rough(channels)}


record(
    "layer norm",
    lambda x, gamma, beta: functional.layer_norm(x, (6,), gamma, beta),
    rough(4, 6),
    **affine(6),
)
record(
    "group norm",
    lambda x, gamma, beta: functional.group_norm(x, 2, gamma, beta),
    image,
    **affine(4),
)
record(
    "instance norm",
    lambda x, gamma, beta: functional.instance_norm(x, None, None, gamma, beta),
    image,
    **affine(4),
)

for name, x, momentum in [
    ("flat", rough(6, 4) * 3 + 1, 0.1),
    ("image", image, 0.1),
    ("cumulative", image, None),
]:
    norm = nn.BatchNorm2d(4, momentum=momentum) if x.ndim == 4 else nn.BatchNorm1d(4)
    norm(x * 0.5 + 2)  # one batch before, so that the averages are not fresh

    def batch_norm(x, gamma, beta, norm=norm):
        parameters = {"weight": gamma, "bias": beta}
        return torch.func.functional_call(norm, parameters, (x,))

    started = {"mean": digits(norm.running_mean), "variance": digits(norm.running_var)}
    kept = {
        "mean": lambda norm=norm: norm.running_mean,
        "variance": lambda norm=norm: norm.running_var,
    }
    record(f"batch norm {name} train", batch_norm, x, kept, **affine(4))
    oracle[f"batch norm {name} train"]["started"] = started
    norm.eval()
    record(f"batch norm {name} test", batch_norm, x, kept, **affine(4))


def renorm(x, gamma, beta):
    mean, variance = torch.tensor([0.5, -0.2, 0.1]), torch.tensor([0.5, 4.0, 1.0])
    mu, sigma = x.mean(0), (x.var(0, unbiased=False) + 1e-5).sqrt()
    r = (sigma / (variance + 1e-5).sqrt()).clamp(1 / 1.5, 1.5).detach()
    d = ((mu - mean) / (variance + 1e-5).sqrt()).clamp(-0.5, 0.5).detach()
    return gamma * ((x - mu) / sigma * r + d) + beta


record("batch renorm", renorm, rough(6, 3) * 2, **affine(3))

W, b = rough(2, 4, 3, 2), rough(2)
for name, stride, padding in [
    ("plain", 1, 0),
    ("padded", 1, 1),
    ("strided", 2, 1),
    ("ragged", 3, 0),
]:
    record(
        f"convolution {name}",
        lambda x, W, b, stride=stride, padding=padding: functional.conv2d(x, W, b, stride, padding),
        image,
        W=W,
        b=b,
    )
record("max pool", lambda x: functional.max_pool2d(x, 2), image)
record("max pool overlapping", lambda x: functional.max_pool2d(x, (3, 2), (2, 1)), image)
record("average pool", lambda x: functional.avg_pool2d(x, 2), image)
record("average pool overlapping", lambda x: functional.avg_pool2d(x, 3, 1), image)

samples = (
    torch.tensor([[[0.3, 0.7]]]).expand(3, 4, 2).contiguous()
)  # (width, height) of the offsets
record(
    "fractional max pool",
    lambda x: functional.fractional_max_pool2d(x, 2, output_size=(3, 2), _random_samples=samples),
    image,
)

wide = torch.cat([rough(4, 3) * 3, torch.tensor([[0.0, -3.0, 3.0]])])  # hardswish's kinks too
for name, function in {
    "silu": functional.silu,
    "softplus": lambda x: functional.softplus(x, beta=2),
    "mish": functional.mish,
    "hard swish": functional.hardswish,
}.items():
    record(name, function, wide)
record(
    "rms norm",
    lambda x, gamma: functional.rms_norm(x, (6,), gamma, eps=1e-3),
    rough(4, 6),
    gamma=rough(6) + 0.5,
)

Path(__file__).with_name("layers.json").write_text(json.dumps(oracle) + "\n")
