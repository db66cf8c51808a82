#!/bin/sh
# optax 0.2.8 with JAX 0.10.2 (CPU), seen 2026-11-30.
#
# Guess:   the first update of Rprop moves each coordinate by the learning rate against the sign of
#          its gradient (Riedmiller and Braun 1993; so does torch.optim.Rprop): on x² from 4 with
#          0.1 the path is 4, 3.9, 3.78.
# Happens: optax hands out the update of the step before: the first one is 0, and the whole path
#          comes one call later: 4, 4, 3.9, 3.78.
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

x = jnp.array(4.0)
rule = optax.rprop(0.1)
state = rule.init(x)
path = [float(x)]
for _ in range(3):
    update, state = rule.update(2 * x, state, x)
    x = optax.apply_updates(x, update)
    path.append(round(float(x), 6))
print(path)
P
"$folder/venv/bin/python" "$folder/try.py" >"$folder/seen"
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN'
[4.0, 4.0, 3.9, 3.78]
SEEN
