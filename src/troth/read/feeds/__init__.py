"""Incident data: files of the feeds that people use, read into one table."""

from troth.read.feeds.batch import FeedBatch
from troth.read.feeds.mapping import Mapping, read_mapping
from troth.read.feeds.reading import KINDS, read_feed

__all__ = ["KINDS", "FeedBatch", "Mapping", "read_feed", "read_mapping"]
