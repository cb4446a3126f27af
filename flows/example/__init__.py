"""A meeting that never took place, covered by outlets that do not exist, served over real HTTP on this machine."""

from flows.example.server import ExampleSite, serve_example

__all__ = ["ExampleSite", "serve_example"]
