"""Layers of places: power plants, districts, seas, settlements, front lines by date."""

from troth.read.places.days import Dated, by_day, day_of
from troth.read.places.layer import read_layer

__all__ = ["Dated", "by_day", "day_of", "read_layer"]
