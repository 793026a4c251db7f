// What the files of terms hold, number after number, as digest/search/postings.py writes them.

// Gives one number after another; `at` is the place of the next.
export function stream(bytes, at) {
  const next = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[next.at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  next.at = at;
  return next;
}

const shards = new WeakMap();

// The terms of a shard, and where their postings are: {bytes, names, entries}.
export function terms(bytes) {
  if (!shards.has(bytes)) {
    const next = stream(bytes, 0);
    const length = next();
    const names = new TextDecoder().decode(bytes.subarray(next.at, (next.at += length))).split("\n");
    const sizes = names.map(() => [next(), next()]);
    let start = next.at;
    const entries = sizes.map(([count, size]) => ({ levels: count & 1, count: count >> 1, start: (start += size) - size }));
    shards.set(bytes, { bytes, names, entries });
  }
  return shards.get(bytes);
}

// Visits the documents of a term with their levels (-1: it has none).
export function each({ bytes, entries }, place, visit) {
  const { levels, count, start } = entries[place];
  const next = stream(bytes, start);
  for (let left = count, document = -1; left > 0; left--) {
    const value = next();
    document += (levels ? value >> 2 : value) + 1;
    visit(document, levels ? value & 3 : -1);
  }
}
