// How text becomes terms, by the rules of digest/search/words.py; one table of cases holds both.

const UNSPACED =
  "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff" +
  "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const WORD = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}]|[\\u0900-\\u0963\\u0966-\\u0dff])`;
const TOKEN = new RegExp(
  `(?<run>[${UNSPACED}]+)|(?<initials>(?<!${WORD})[a-z](?:\\.[a-z])+(?!${WORD}))|(?<number>[0-9]+(?:[.,][0-9]+)+)|(?<word>${WORD}+)`,
  "gu",
);
const OWNER = new RegExp(`(?<=${WORD})'s(?!${WORD})`, "gu");
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]/g;
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ħ: "h", ı: "i", ł: "l", þ: "th", ς: "σ", "’": "'", ʼ: "'", "‘": "'" };
const OTHER = /[ßæœøđðħıłþς’ʼ‘]/g;
const LONGEST = 32;
const SMALL = new Set("a an and as at by for from in is of on or the to with".split(" "));

const cut = (word) => (word.length > LONGEST ? [...word].slice(0, LONGEST).join("") : word);

export const fold = (text) =>
  text.normalize("NFKD").toLowerCase().replace(OTHER, (letter) => LETTERS[letter]).replace(ACCENTS, "").normalize("NFC");

function* tokens(text) {
  for (const { 0: token, groups } of fold(text).replace(OWNER, "").matchAll(TOKEN)) {
    if (groups.run) yield [...token];
    else if (groups.initials) yield cut(token.replaceAll(".", ""));
    else if (groups.number) yield cut(token.replace(/,(?=[0-9]{3}(?![0-9]))/g, "").replaceAll(",", "."));
    else yield cut(token);
  }
}

export const terms = (text) =>
  [...tokens(text)].flatMap((token) =>
    Array.isArray(token) ? token.map((char, place) => char + (token[place + 1] ?? "")) : [token],
  );

// What a query asks for: words, each a term that may go on (`open`), and phrases, the places of whose terms follow each
// other. The last word may still be being typed; a finished one of four letters or more finds its longer forms too.
// Small words count only in phrases, or where there is nothing else.
export function parse(query) {
  const words = [];
  const phrases = [];
  const parts = query.split(/["“”„«»]/);
  parts.forEach((part, number) => {
    const quoted = number % 2 === 1;
    const typing = number === parts.length - 1;
    const found = [];
    for (const token of tokens(part)) {
      if (Array.isArray(token) && token.length > 1) {
        for (let place = 0; place < token.length - 1; place++) found.push({ term: token[place] + token[place + 1], open: false, pair: true });
      } else if (Array.isArray(token)) found.push({ term: token[0], open: true });
      else found.push({ term: token, open: !quoted && token.length > 3 });
    }
    const last = found.at(-1);
    const ended = /[^\p{L}\p{N}\p{M}]$/u.test(part);
    if (last && typing && !ended && last.term.length > 1 && !last.pair) last.open = true;
    words.push(...found.map((word) => ({ ...word, quoted, small: SMALL.has(word.term) })));
    const closed = found.filter((word) => !word.open);
    if (quoted && closed.length > 1 && found.indexOf(closed.at(-1)) === closed.length - 1) phrases.push(closed.map((word) => word.term));
  });
  const large = words.filter(({ quoted, small }) => quoted || !small);
  return { words: large.length ? large : words.map((word) => ({ ...word, small: false })), phrases };
}

const meets = ({ term, open }, own) => (open ? own?.startsWith(term) : own === term) ?? false;

// How many of a query's words stand in a text right behind the one before them, of 1; small words do not come between.
export function beside(text, words) {
  const asked = new Set(words.map(({ term }) => term));
  const own = terms(text).filter((term) => asked.has(term) || !SMALL.has(term));
  const follows = (word, number) => own.some((term, place) => meets(words[number], term) && meets(word, own[place + 1]));
  return words.slice(1).filter(follows).length / (words.length - 1);
}

const PIECE = new RegExp(`[${UNSPACED}]+|[0-9]+(?:[.,][0-9]+)+|(?<!${WORD})[a-z](?:\\.[a-z])+(?!${WORD})|(?:${WORD}|\\p{M})+`, "giu");
const STARTS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");

// The text in pieces, those that a query's words find marked: [piece, whether it is marked]. Neighbours are marked as
// one; a small word of a phrase is marked beside others only.
export function marked(text, words) {
  const found = [];
  const put = (part, mark) => {
    if (!part) return;
    if (found.length && found.at(-1)[1] === mark) found.at(-1)[0] += part;
    else found.push([part, mark]);
  };
  const parts = weighed(text, words);
  for (let at = 0, next; at < parts.length; at = next) {
    next = at + 1;
    if (parts[at][1]) while (parts[next]?.[1] || (parts[next + 1]?.[1] && !parts[next][0].trim())) next++;
    const run = parts.slice(at, next);
    put(run.map(([part]) => part).join(""), run.some(([, weight]) => weight > 1));
  }
  return found;
}

// The text in pieces with what they are to a query: 2 one of its words, 1 a small one, 0 none.
function weighed(text, words) {
  const chars = words.filter(({ term }) => STARTS_UNSPACED.test(term)).map(({ term }) => term);
  const found = [];
  const put = (part, weight) => part && found.push([part, weight]);
  let end = 0;
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    put(text.slice(end, index), 0);
    end = index + piece.length;
    if (STARTS_UNSPACED.test(piece)) {
      const covered = new Uint8Array(piece.length);
      for (const term of chars) {
        for (let at = piece.indexOf(term); at >= 0; at = piece.indexOf(term, at + 1)) covered.fill(1, at, at + term.length);
      }
      for (let at = 0; at < piece.length; at++) put(piece[at], covered[at] * 2);
    } else {
      const [own] = terms(piece);
      const same = words.filter((word) => meets(word, own));
      put(piece, Math.max(0, ...same.map(({ small }) => (small ? 1 : 2))));
    }
  }
  put(text.slice(end), 0);
  return found;
}
