"""The command line.

``app`` lists the commands; ``read`` and ``record`` carry them out; ``output`` prints readings,
``console`` everything else; ``main`` turns errors into messages and statuses.
"""

from troth.cli.main import main

__all__ = ["main"]
