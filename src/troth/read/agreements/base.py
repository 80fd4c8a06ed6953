"""What all forms of an agreement's file have in common."""

from pydantic import BaseModel, ConfigDict


class Form(BaseModel):
    """A set of keys in the file of an agreement; a key that is not among them is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)
