"""From a graph to pictures: pages that open in any browser, offline."""

from kg.views.definition import Definition, definitions, load, names
from kg.views.render import render, render_all

__all__ = ["Definition", "definitions", "load", "names", "render", "render_all"]
