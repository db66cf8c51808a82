#!/bin/sh
# grimp 3.19 (which import-linter 2.16 builds its graphs with), seen 2026-11-30.
#
# Guess:   a graph that is built with a cache folder is the graph of the files as they are: a file
#          that was changed is read again, whatever kind of graph is asked for.
# Happens: graphs with and without external packages keep their imports apart in the folder, but
#          share the times of the files. After a file was changed and a graph of one kind was built,
#          the other kind takes the file for known: its graph shows the import of before the change.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check grimp==3.19
mkdir "$folder/p"
touch "$folder/p/__init__.py" "$folder/p/b.py" "$folder/p/c.py"
cat >"$folder/try.py" <<'P'
import os
import pathlib

import grimp

cache, a = "cache", pathlib.Path("p/a.py")


def imported(external):
    graph = grimp.build_graph("p", cache_dir=cache, include_external_packages=external)
    return sorted(graph.find_modules_directly_imported_by("p.a"))


def write(name, at):
    a.write_text(f"from p import {name}\n")
    os.utime(a, (at, at))


write("b", 1_000_000_000)
print("with external packages:   ", imported(True))
print("without:                  ", imported(False))
write("c", 1_000_000_100)
print("changed, without:         ", imported(False))
print("changed, with external:   ", imported(True))
P
cd "$folder"
PYTHONPATH=$folder "$folder/venv/bin/python" "$folder/try.py" >"$folder/seen"
cat "$folder/seen"
diff - "$folder/seen" <<'SEEN'
with external packages:    ['p.b']
without:                   ['p.b']
changed, without:          ['p.c']
changed, with external:    ['p.b']
SEEN
