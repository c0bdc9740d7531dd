"""`python -m search.evaluation`."""

from search.evaluation.commands import main

raise SystemExit(main())
