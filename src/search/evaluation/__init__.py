"""Measures how well the project searches, on documents, questions and judgements in the formats of TREC.

    python -m search.evaluation run DATA -o a.run      search, write a run, print measures with confidence intervals
    python -m search.evaluation compare A B QRELS      two runs, question by question, with significance
    python -m search.evaluation wordforms FOLDER       forms that belong together, words that must stay apart
    python -m search.evaluation forms DATA             questions with their words in another form
    python -m search.evaluation typos DATA             how often a slip of the finger is set right
    python -m search.evaluation lab DATA --set k1=0.9  try a scoring formula in seconds, without an engine

`docs/relevance.md` says what was measured and how to go on. `lab/` holds the formulas to try. Nothing of the
package imports this room, and what it needs beside the package's own libraries (ir-measures) is a tool of
development.
"""
