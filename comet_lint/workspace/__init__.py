"""Rules that look at all documents of a run together.

Facts of each document are taken while it is checked (`fact_collector`). When all are there, the rules run over
them (`workspace_problems`), and what they say is given its places in the files (`locating`).
"""

from comet_lint.workspace.facts import DocumentFacts as DocumentFacts
from comet_lint.workspace.facts import Facts as Facts
from comet_lint.workspace.facts import ProfileFacts as ProfileFacts
from comet_lint.workspace.facts import fact_collector as fact_collector
from comet_lint.workspace.facts import facts_of as facts_of
from comet_lint.workspace.join import Fleet as Fleet
from comet_lint.workspace.join import Workspace as Workspace
from comet_lint.workspace.problems import DocumentPlace as DocumentPlace
from comet_lint.workspace.problems import WorkspaceProblem as WorkspaceProblem
from comet_lint.workspace.run import workspace_problems as workspace_problems
