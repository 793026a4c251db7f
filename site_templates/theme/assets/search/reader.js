// Reads the static index that digest/search writes; its format stands in digest/search/FORMAT.md.

import { each, terms } from "./postings.js";
import { beside, parse } from "./words.js";

const VERSION = 1;
const WEIGHTS = [0.45, 0.85, 1.2, 1.8]; // of the levels
const COMMON = 0.8; // of a term without levels
const LONGER = 0.5; // share of a term's weight when it only begins with the word
const FRESH = 0.2; // what a document of today gains on one of long ago; half of it is gone after a year
const TOGETHER = 0.3; // what a document gains in which the words of a query stand beside each other as they do there
const DAY = 86_400_000;
const EPOCH = 719_163; // 1 January 1970

class Segment {
  constructor(name, read) {
    this.read = (path) => read(`${name}/${path}`);
  }

  async open() {
    Object.assign(this, await this.read("head.bin").then(json));
    if (this.version !== VERSION) throw new Error("another version of the search");
    this.lists = new Set(this.lists);
    this.day = new Int32Array(this.documents);
    let day = 0;
    let end = 0;
    for (let place = 0; place < this.days.length; place += 2) {
      day += this.days[place];
      this.day.fill(day, end, (end += this.days[place + 1]));
    }
    return this;
  }

  shard(number) {
    return this.read(`t/${number}.bin`).then(terms);
  }

  place(term) {
    let [low, high] = [0, this.shards.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.shards[middle] <= term) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  // The postings of one term: {shard, number} or nothing.
  async term(term) {
    const number = this.place(term);
    const shard = await this.shard(number);
    const place = shard.names.indexOf(term);
    return place < 0 ? undefined : { shard, number, place };
  }

  // The documents of a word, and for each document of the segment its weight there, 0 where it is not.
  async having({ term, open }) {
    const weights = new Float32Array(this.documents);
    const documents = [];
    const put = (shard, place, share) =>
      each(shard, place, (document, level) => {
        const weight = share * (level < 0 ? COMMON : WEIGHTS[level]);
        if (!weights[document]) documents.push(document);
        if (weight > weights[document]) weights[document] = weight;
      });
    const exact = this.term(term);
    if (open && this.lists.has(term)) {
      const list = await this.term(`${term}*`);
      put(list.shard, list.place, LONGER);
    } else if (open) {
      const [first, last] = [this.place(term), this.place(`${term}\uffff`)];
      const shards = await Promise.all(Array.from({ length: last - first + 1 }, (_, step) => this.shard(first + step)));
      for (const shard of shards) {
        shard.names.forEach((longer, place) => {
          if (longer.startsWith(term) && !longer.endsWith("*")) put(shard, place, LONGER);
        });
      }
    }
    const same = await exact;
    if (same) put(same.shard, same.place, 1);
    return { documents, weights };
  }

  // The documents that have a value of a facet.
  async of([kind, value]) {
    const found = new Set();
    const list = await this.term(`@${kind}/${value}`);
    if (list) each(list.shard, list.place, (document) => found.add(document));
    return found;
  }

  // What words, facets and phrases find together, and for each word what it finds alone.
  async matching(words, phrases, facets, within) {
    const [alone, values] = await Promise.all([
      Promise.all(words.map((word) => this.having(word))),
      Promise.all(facets.map((facet) => this.of(facet))),
    ]);
    const [rarest] = alone.map(({ documents }) => documents).sort((one, other) => one.length - other.length);
    let found = (rarest ?? [...this.day.keys()]).filter(
      (document) =>
        alone.every(({ weights }) => weights[document]) &&
        values.every((value) => value.has(document)) &&
        (!within || year(this.day[document]) === within),
    );
    if (phrases.length && found.length) found = await (await import("./phrases.js")).follow(this, phrases, found);
    return { segment: this, alone, found };
  }
}

const json = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

export class Archive {
  // `index` may be the answer to a request for index.json that was made before this script was there.
  constructor(site, index) {
    this.address = new URL("search/", site);
    this.index = index;
    this.cache = new Map();
  }

  // Reads a file once; some servers undo its compression themselves.
  read(path) {
    if (!this.cache.has(path)) {
      const file = fetch(new URL(path, this.address)).then(async (answer) => {
        if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
        const bytes = new Uint8Array(await answer.arrayBuffer());
        if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
        const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
        return new Uint8Array(await new Response(plain).arrayBuffer());
      });
      file.catch(() => this.cache.delete(path));
      this.cache.set(path, file);
    }
    return this.cache.get(path);
  }

  open() {
    this.opened ??= (async () => {
      const index = this.index ?? fetch(new URL("index.json", this.address), { cache: "no-cache" });
      this.index = undefined;
      const answer = await index;
      if (!answer.ok) throw new Error(`index.json: ${answer.status}`);
      const { segments } = await answer.json();
      this.segments = await Promise.all(segments.map((name) => new Segment(name, (path) => this.read(path)).open()));
      this.documents = this.segments.reduce((sum, { documents }) => sum + documents, 0);
      this.newest = Math.max(0, ...this.segments.map(({ day }) => day.at(-1) ?? 0));
    })();
    this.opened.catch(() => (this.opened = undefined));
    return this.opened;
  }

  // How many documents each year has, newest first.
  years() {
    const found = new Map();
    for (const { days } of this.segments) {
      let day = 0;
      for (let place = 0; place < days.length; place += 2) {
        day += days[place];
        if (day) found.set(year(day), (found.get(year(day)) ?? 0) + days[place + 1]);
      }
    }
    return [...found].sort((one, other) => other[0] - one[0]);
  }

  // How many documents each value of each facet has, by name.
  async facets() {
    await this.open();
    const sums = {};
    for (const part of await Promise.all(this.segments.map((segment) => segment.read("facets.bin").then(json)))) {
      for (const [kind, values] of Object.entries(part)) {
        sums[kind] ??= {};
        for (const [value, count] of Object.entries(values)) sums[kind][value] = (sums[kind][value] ?? 0) + count;
      }
    }
    return sums;
  }

  // What a query finds: {words, hits, ranked}, hits in their order as {segment, document, day, score}; `ranked` if that is
  // how well they answer it. An index that was replaced meanwhile is opened anew, once.
  async search(query, choice = {}) {
    try {
      return await this.find(query, choice);
    } catch {
      this.opened = undefined;
      this.cache.clear();
      return this.find(query, choice);
    }
  }

  async find(query, { facets = [], within = 0, newest = false }) {
    await this.open();
    const { words, phrases } = parse(query);
    const ranked = words.length > 0 && !newest;
    if (!words.length && !facets.length && !within) return { words, hits: [], ranked };
    const parts = await Promise.all(this.segments.map((segment) => segment.matching(words, phrases, facets, within)));
    const rarity = words.map((_, number) => {
      const having = parts.reduce((sum, { alone }) => sum + alone[number].documents.length, 0);
      return Math.log(1 + (this.documents - having + 0.5) / (having + 0.5));
    });
    const hits = parts.flatMap(({ segment, alone, found }) =>
      found.map((document) => {
        const day = segment.day[document];
        const sum = alone.reduce((score, { weights }, number) => score + rarity[number] * weights[document], 0);
        return { segment, document, day, score: sum * (1 + FRESH * 2 ** ((day - this.newest) / 365)) };
      }),
    );
    const order = new Map(this.segments.map((segment, number) => [segment, number]));
    const later = (one, other) =>
      other.day - one.day || order.get(one.segment) - order.get(other.segment) || other.document - one.document;
    hits.sort(ranked ? (one, other) => other.score - one.score || later(one, other) : later);
    return { words, hits, ranked };
  }

  // The documents of a page of what was found. Their texts are read only here, so it is here that those come forward in
  // which the words of the query stand together.
  async page({ words, hits, ranked }, start, end) {
    const some = hits.slice(start, end);
    const shown = await this.show(some);
    if (!ranked || words.length < 2) return shown;
    const scores = new Map(shown.map((found, place) => [found, some[place].score * (1 + TOGETHER * beside(found.text, words))]));
    return shown.sort((one, other) => scores.get(other) - scores.get(one));
  }

  // The documents of hits, as objects.
  async show(hits) {
    return Promise.all(
      hits.map(async ({ segment, document }) => {
        const chunk = json(await segment.read(`d/${Math.floor(document / segment.chunk)}.bin`));
        const [path, title, day, mark, text, outlets] = chunk[document % segment.chunk];
        return { path, title, day, mark, text, outlets };
      }),
    );
  }
}

const YEARS = new Map();

function year(day) {
  if (!YEARS.has(day)) YEARS.set(day, new Date((day - EPOCH) * DAY).getUTCFullYear());
  return YEARS.get(day);
}
