"""Rules that look at all documents of a run together.

Map: while a document is checked, its facts are taken (`fact_collector`). Reduce: when all are there, the
rules run over the facts (`workspace_problems`).
"""

from comet_lint.workspace.collect import FactCollector as FactCollector
from comet_lint.workspace.collect import fact_collector as fact_collector
from comet_lint.workspace.facts import DocumentFacts as DocumentFacts
from comet_lint.workspace.facts import Facts as Facts
from comet_lint.workspace.facts import ProfileFacts as ProfileFacts
from comet_lint.workspace.facts import Unit as Unit
from comet_lint.workspace.facts import facts_of as facts_of
from comet_lint.workspace.join import Fleet as Fleet
from comet_lint.workspace.join import Workspace as Workspace
from comet_lint.workspace.problems import RelatedUnit as RelatedUnit
from comet_lint.workspace.problems import UnitProblem as UnitProblem
from comet_lint.workspace.run import workspace_problems as workspace_problems
