// Phrases: the terms of each follow each other. Loaded when a query has quotes.

import { each, stream } from "./postings.js";

const GROUP = 3; // shards whose places share a file

// Those of some documents that hold all of the phrases.
export async function follow(segment, phrases, documents) {
  let among = new Set(documents);
  for (const phrase of phrases) {
    let before;
    for (const term of phrase) {
      const found = await segment.term(term);
      const here = new Map();
      for (const [document, starts] of found ? await places(segment, found, among) : []) {
        const going = before ? starts.filter((place) => before.get(document)?.has(place - 1)) : starts;
        if (going.length) here.set(document, new Set(going));
      }
      before = here;
    }
    among = new Set(before.keys());
  }
  return documents.filter((document) => among.has(document));
}

// For each of those documents, the places at which a term stands in it.
async function places(segment, { shard, number, place }, among) {
  const bytes = await segment.read(`p/${Math.floor(number / GROUP)}.bin`);
  const next = stream(bytes, 0);
  const lengths = Array.from({ length: next() }, next);
  for (let step = 0; step < number % GROUP; step++) next.at += lengths[step];
  const sizes = shard.names.map(() => next());
  for (let step = 0; step < place; step++) next.at += sizes[step];
  const found = new Map();
  each(shard, place, (document) => {
    const starts = [];
    for (let left = next(), at = 0; left > 0; left--) starts.push((at += next()));
    if (among.has(document)) found.set(document, starts);
  });
  return found;
}
