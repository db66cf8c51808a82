"""Write slopes_at_kinks.json: what four libraries answer for slopes at kinks and ties.

Run in an environment with torch, jax, autograd and sympy: ``python slopes_at_kinks.py``.
"""

import json
from importlib.metadata import version
from pathlib import Path

import autograd
import autograd.numpy as anp
import jax
import jax.numpy as jnp
import sympy as sp
import torch

jax.config.update("jax_enable_x64", True)

TORCH = {
    "maximum(x, y)": ((0, 0), lambda x: torch.maximum(x[0], x[1])),
    "maximum(maximum(x, y), z)": ((0, 0, 0), lambda x: torch.maximum(torch.maximum(*x[:2]), x[2])),
    "max(x)": ((0, 0), torch.max),
    "amax(x)": ((0, 0), torch.amax),
    "amax(x, y, z)": ((0, 0, 0), torch.amax),
    "max(x, dim=0)": ((0, 0), lambda x: torch.max(x, dim=0).values),
    "max_pool1d(x, 2)": ((0, 0), lambda x: torch.nn.functional.max_pool1d(x[None], 2).sum()),
    "relu(x)": ((0,), lambda x: torch.relu(x[0])),
    "leaky_relu(x)": ((0,), lambda x: torch.nn.functional.leaky_relu(x[0])),
    "clamp(x, min=0)": ((0,), lambda x: torch.clamp(x[0], min=0)),
    "relu6(x), at 0 and 6": ((0, 6), lambda x: torch.nn.functional.relu6(x).sum()),
    "hardtanh(x), at -1 and 1": ((-1, 1), lambda x: torch.nn.functional.hardtanh(x).sum()),
    "abs(x)": ((0,), lambda x: torch.abs(x[0])),
    "norm(x)": ((0, 0), torch.linalg.norm),
    "sqrt(x)": ((0,), lambda x: torch.sqrt(x[0])),
}
JAX = {
    "maximum(x, y)": ((0, 0), lambda x: jnp.maximum(x[0], x[1])),
    "maximum(maximum(x, y), z)": ((0, 0, 0), lambda x: jnp.maximum(jnp.maximum(*x[:2]), x[2])),
    "max(x)": ((0, 0), jnp.max),
    "max(x, y, z)": ((0, 0, 0), jnp.max),
    "relu(x)": ((0,), lambda x: jax.nn.relu(x[0])),
    "leaky_relu(x)": ((0,), lambda x: jax.nn.leaky_relu(x[0])),
    "clip(x, 0)": ((0,), lambda x: jnp.clip(x[0], 0)),
    "abs(x)": ((0,), lambda x: jnp.abs(x[0])),
    "norm(x)": ((0, 0), jnp.linalg.norm),
    "sqrt(x)": ((0,), lambda x: jnp.sqrt(x[0])),
}
AUTOGRAD = {
    "maximum(x, y)": ((0, 0), lambda x: anp.maximum(x[0], x[1])),
    "maximum(maximum(x, y), z)": ((0, 0, 0), lambda x: anp.maximum(anp.maximum(x[0], x[1]), x[2])),
    "max(x)": ((0, 0), anp.max),
    "clip(x, 0, 1)": ((0,), lambda x: anp.clip(x[0], 0, 1)),
    "abs(x)": ((0,), lambda x: anp.abs(x[0])),
    "sqrt(x)": ((0,), lambda x: anp.sqrt(x[0])),
}


def torch_slopes(at, f):
    """Gradient by PyTorch."""
    x = torch.tensor(at, dtype=torch.float64, requires_grad=True)
    f(x).backward()
    return x.grad.tolist()


def sympy_slopes():
    """Derivatives by SymPy with the kink put in."""
    x, y, z = sp.symbols("x y z", real=True)
    cases = {
        "Max(x, y)": (sp.Max(x, y), (x, y)),
        "Max(Max(x, y), z)": (sp.Max(sp.Max(x, y), z), (x, y, z)),
        "Max(x, 0)": (sp.Max(x, 0), (x,)),
        "Abs(x)": (sp.Abs(x), (x,)),
        "Max(x, 2*x, 3*x)": (sp.Max(x, 2 * x, 3 * x, evaluate=False), (x,)),
    }
    where = {x: 0, y: 0, z: 0}
    return {
        name: [float(f.diff(v).subs(where)) for v in variables]
        for name, (f, variables) in cases.items()
    }


def finite(slopes):
    """JSON has no infinity and no NaN: they are written as words."""
    return {
        name: [s if abs(s) < float("inf") else str(s) for s in found]
        for name, found in slopes.items()
    }


def main():
    """Write the file beside this script."""
    slopes = {
        "torch": {name: torch_slopes(at, f) for name, (at, f) in TORCH.items()},
        "jax": {name: jax.grad(f)(jnp.array(at, float)).tolist() for name, (at, f) in JAX.items()},
        "autograd": {
            name: autograd.grad(f)(anp.array(at, float)).tolist()
            for name, (at, f) in AUTOGRAD.items()
        },
        "sympy": sympy_slopes(),
    }
    text = {
        "versions": {name: version(name) for name in slopes},
        "slopes": {name: finite(found) for name, found in slopes.items()},
    }
    Path(__file__).with_suffix(".json").write_text(json.dumps(text, indent=1) + "\n")


if __name__ == "__main__":
    main()
