"""What all tests share."""

from hypothesis import settings

# A law does not fail because the machine is busy.
settings.register_profile("troth", deadline=None)
settings.load_profile("troth")
