"""zhize (职责图谱): directives read into a graph of who must do what, how often, by which means, and where it says."""

__version__ = "0.1.0"
