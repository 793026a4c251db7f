"""The pipeline: the only package that knows what comes after what.

pull -> store -> cluster -> compose -> publish -> (standings) -> render, feeds -> the pages that an engine builds

Each use-case is a function of the module of its concern (`pulling.pull`, `briefing.brief`, `building.build`) on a
`desk.Desk`; who wants one imports that module, and with it no more than it needs.
"""
