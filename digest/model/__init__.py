"""The frozen values that the stages hand to each other. Words and their meanings: ARCHITECTURE.md, "Words".

Which there are stands in `__init__.pyi`. Each is made when somebody asks for it: all of them together take longer to
make than many a command takes otherwise.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
