"""Compose: the stories of an edition as a brief in the First POST form, with the record of how it was made.

`scope` decides what is on the beat: `signs` reads what a headline says for it (core terms, near terms in pairs, acts,
how many parties it names: countries by the story's facets, leaders and bodies by `parties`) and against it, and weighs
that with odds learnt from labelled headlines. `select` reads headlines only of stories that can still be among the
best (each has a bound before its headlines are rated), so a day of 100,000 entries costs little more than looking
through them. `memory` knows the headlines of the last two weeks' lines: a headline counts as news by the rarity of
what it says for the first time, within its thread or beside any told headline of the same event. `leading` decides
which page a line's key phrase leads to, `affairs` what a line tells besides its own story and which lines stand
together. What composing says in its own words is data for each language (`speech`); English has finer forms
(`sentence`), a language without data gets marks.

A headline is read (`headline`) into house style (`house`: one spelling, short forms in full) and out of headlinese
(`headlinese`, `copulas`, `embedded`: the "and", "is" or "it" that it or a clause of it lacks, by what `clauses` and
`doers` tell of it). `cited` puts a source that has a name before what it says. `rating` prefers one headline of a
story to the others, by what it tells and what `flaws` an editor would mark in it.

Nothing is invented: `evidence` judges a sentence from its text alone, and `gate` keeps only what its entries bear out.
Words that a model proposes have a stricter rule, `wording`.
"""
