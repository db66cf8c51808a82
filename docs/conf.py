"""How Sphinx builds the documentation: ``make docs``."""

import logging
import re
import sys
from importlib.metadata import version as installed_version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_extensions"))

project = "optviz"
author = "the optviz authors"
copyright = author
version = release = installed_version("optviz")

extensions = [
    "film",
    "myst_parser",
    "matplotlib.sphinxext.plot_directive",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.viewcode",
]
exclude_patterns = ["_build"]
html_theme = "furo"
html_static_path = ["_static"]
html_title = f"optviz {version}"
default_role = "py:obj"

plot_formats = ["svg"]
plot_html_show_formats = False
plot_html_show_source_link = False

myst_enable_extensions = ["dollarmath", "deflist", "colon_fence"]
myst_heading_anchors = 3
suppress_warnings = ["ref.python"]  # words like "shape" in types name several attributes

autodoc_default_options = {"members": True, "show-inheritance": True}
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
napoleon_google_docstring = False
napoleon_use_ivar = True  # or each field of a dataclass would be described twice

logging.getLogger("manim").setLevel(logging.WARNING)  # not the configuration files that it reads


def keep_bars(app, what, name, obj, options, lines):
    """Let |A| in a docstring be a magnitude: to reStructuredText it would be a substitution."""
    in_doctest = False
    for i, line in enumerate(lines):
        in_doctest = line.lstrip().startswith(">>>") or (in_doctest and bool(line.strip()))
        if not in_doctest:
            prose_and_code = re.split(r"(``.*?``)", line)
            prose_and_code[::2] = [part.replace("|", r"\|") for part in prose_and_code[::2]]
            lines[i] = "".join(prose_and_code)


def setup(app):
    """Attach the hook."""
    app.connect("autodoc-process-docstring", keep_bars)
