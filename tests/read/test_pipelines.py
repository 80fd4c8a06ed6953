from pathlib import Path

import pytest
import spacy

from troth.errors import PipelineError
from troth.read import Reader, pipelines


def test_a_pipeline_that_is_not_there_is_named(tmp_path: Path) -> None:
    missing = str(tmp_path / "en_missing")
    with pytest.raises(PipelineError) as raised:
        Reader(missing)
    assert raised.value.where == missing
    assert "--pipeline" in raised.value.next_step


def test_a_name_that_no_package_has_is_no_pipeline() -> None:
    with pytest.raises(PipelineError, match="cannot be loaded"):
        Reader("en_no_such_pipeline")


def test_a_folder_that_holds_no_pipeline_is_none(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="cannot be loaded"):
        Reader(str(tmp_path))


def test_a_pipeline_without_its_components_says_which_it_lacks(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(PipelineError, match="lacks tagger, parser, ner"):
        Reader(str(tmp_path / "blank"))


def test_the_packaged_pipeline_has_all_that_is_needed(reader: Reader) -> None:
    nlp = pipelines.load(pipelines.OWN)
    told = {item for pipe in nlp.pipe_names for item in nlp.get_pipe_meta(pipe).assigns}
    assert set(pipelines.NEEDED) <= told


def test_the_name_of_a_reader_says_which_pipeline_it_runs(reader: Reader) -> None:
    assert reader.name.startswith("troth ")
    assert pipelines.OWN in reader.name
