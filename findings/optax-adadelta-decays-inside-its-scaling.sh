#!/bin/sh
# optax 0.2.8 with JAX 0.10.2 (CPU), seen 2026-11-30.
#
# Guess:   `weight_decay` means in every alias of optax what it means in `adamw`, `lion` and
#          `nadamw`: the weights shrink by rate × decay beside the step (decoupled). With a gradient
#          of 0, weights 1, rate 0.1 and decay 0.01 the update is -0.001.
# Happens: `adadelta` puts the decay before its scaling, as an L2 penalty: a gradient of 0 becomes
#          0.01, is divided by its own size, and ten times the decay changes the update by 5 %.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check optax==0.2.8 jax==0.10.2 jaxlib==0.10.2
cat >"$folder/try.py" <<'P'
import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp
import optax

for name in ("adamw", "lion", "nadamw", "adadelta"):
    updates = []
    for decay in (0.01, 0.1):
        rule = getattr(optax, name)(0.1, weight_decay=decay)
        x = jnp.array(1.0)
        update, _ = rule.update(jnp.array(0.0), rule.init(x), x)
        updates.append(float(f"{float(update):.3g}"))
    print(name, updates)
P
"$folder/venv/bin/python" "$folder/try.py" >"$folder/seen"
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN'
adamw [-0.001, -0.01]
lion [-0.001, -0.01]
nadamw [-0.001, -0.01]
adadelta [-0.000302, -0.000316]
SEEN
