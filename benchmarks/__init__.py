"""Measurements of siaran beside other engines: `python -m benchmarks --help`, or `make bench`.

Made corpora of any size (`corpus`), the same queries and the same work for every engine (`queries`, `peers/`),
answers compared before times are believed (`agreement`), and what came out as a table, a page and a chart
(`report`, `page`, `chart`).
"""
