"""The pipeline: the only package that knows what comes after what.

pull -> store -> cluster -> compose -> publish -> (standings) -> render, feeds -> the pages that an engine builds

Each use-case is a function of the module of its concern (`pulling.pull`, `briefing.brief`, `building.build`) on a
`desk.Desk`; who wants one imports that module, and with it no more than it needs. By what they are about:

- the newsroom as a whole: desk, locking, running, loading, opening, cloning, merging, checking, overview
- feeds: pulling, intake, filtering, sighting, drift, health, probing, trusting
- feeds.yaml changed: curating, discovery, proposing, naming
- stories: grouping, vectors, encoding, clustering, spreading
- briefs: briefing, windows, composing, bulletins, writing, recording, backfilling, dumping, rows
- editors: decisions, applying, editing, reviewing, differing, doubting, watching
- accounts: accounting, observing, importing, judging
- what people write and read: beside, contributions, counting, mailing
- the site: building, fingerprints, paging, incremental, searching, drawing, syndicating, pinging
- the store: maintenance
"""
