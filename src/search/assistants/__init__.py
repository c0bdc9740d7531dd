"""The face for assistants: tools that language models call over the Model Context Protocol (MCP).

tables.py       what each tool takes, made of the tables in `asking/`, as the web's are
arguments.py    a call's arguments -> values, or what is wrong with them
quoting.py      texts of releases, made short and marked as what they are: quoted
results.py      what is found: releases, quotes, counts, as an assistant is told
reading.py      one release, in parts, with how to cite it; also as a resource
naming.py       who or what is this
comparing.py    which releases a text repeats
schemas.py      the shapes of all these answers
tools.py        the tools: names, descriptions, tables, answers
server.py       the protocol: the only file that knows the SDK, which is optional (`siaran[mcp]`)
"""
