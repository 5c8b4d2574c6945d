"""``decisions/*.dmn``: a pack's decision models, read as bytes and compiled together with its parameters, documents and words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from luoshi.engines.decisions import Model, Problem, RefusedModel, read_model
from luoshi.engines.decisions.packaged import DecisionPackage, make_package
from luoshi.engines.decisions.parameters import Parameter
from luoshi.engines.decisions.xml_tree import BYTES_MAX
from luoshi.engines.packs.model import ModelFile, Pack

FOLDER: Final = "decisions"


def read_models(folder: Path) -> tuple[ModelFile, ...]:
    """Read the model files of a pack by name, of one that is too large only so much that its reader refuses it."""
    return tuple(ModelFile(f"{FOLDER}/{file.name}", _bytes(file)) for file in sorted((folder / FOLDER).glob("*.dmn")))


def _bytes(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(BYTES_MAX + 1)


def package_of(pack: Pack) -> DecisionPackage:
    """The pack's decision models, ready to be asked.

    Raises:
        RefusedModel: a model cannot be taken as it is, or the package does not fit together; all problems at once.
    """
    package = draft_of(pack)
    package.refuse_problems()
    return package


def package_of_those(pack: Pack, files: Iterable[ModelFile]) -> DecisionPackage:
    """Some of the pack's decision models, as where others count no longer: without the parameters that only those others ask for.

    Raises:
        RefusedModel: a model cannot be taken as it is, or they do not fit together; all problems at once.
    """
    kept = tuple(files)
    inputs = {each.name for model in _models(kept) for each in model.inputs}
    return package_of(replace(pack, models=kept, parameters=tuple(each for each in pack.parameters if each.name in inputs)))


def draft_of(pack: Pack) -> DecisionPackage:
    """The same with its problems, to be looked at and tried.

    Raises:
        RefusedModel: a file is no model, or its decisions require each other in a circle.
    """
    models = _models(pack.models)
    return make_package(
        pack.id,
        models,
        parameters=_parameters(pack, models),
        documents=pack.documents,
        labels=pack.words.labels,
    )


def _parameters(pack: Pack, models: Iterable[Model]) -> Iterable[Parameter]:
    """Those of the decision models: what only limits clocks and licences is none of their business."""
    limits = {name for each in (pack.case_type, pack.item, pack.campaign) if each is not None for name in each.parameters}
    inputs = {each.name for model in models for each in model.inputs}
    return (each for each in pack.parameters if each.name in inputs or each.name not in limits)


def _models(files: Iterable[ModelFile]) -> list[Model]:
    models: list[Model] = []
    problems: list[Problem] = []
    for file in files:
        try:
            models.append(read_model(file.content, file=file.name))
        except RefusedModel as refusal:
            problems.extend(refusal.problems)
    if problems:
        raise RefusedModel(problems)
    return models
