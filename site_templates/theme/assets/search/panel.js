// What readers see of the search: the field, what narrows it, the results. In the dialog and on the page /search/ alike.

import { number, language as speech, t } from "./language.js";
import { Archive } from "./reader.js";
import { marked } from "./words.js";

const PAGE = 8;
const EXCERPT = 260;
const CHOICES = ["year", "section", "topic", "country", "platform", "outlet", "language", "sort"];
const archives = new Map();

function make(name, values = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(values)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

let forms;

// How days and months are said.
const dates = () =>
  (forms ??= [{ day: "numeric" }, {}].map(
    (more) => new Intl.DateTimeFormat(speech === "en" ? "en-GB" : speech, { year: "numeric", month: "long", timeZone: "UTC", ...more }),
  ));

function inWords(day) {
  const [ofDays, ofMonths] = dates();
  return day.length > 7 ? ofDays.format(new Date(day)) : ofMonths.format(new Date(`${day}-01`));
}

function language(text) {
  if (/[\u3040-\u30ff]/.test(text)) return "ja";
  if (/[\uac00-\ud7af]/.test(text)) return "ko";
  return (text.match(/[\u3400-\u9fff]/g) ?? []).length * 3 > text.length ? "zh" : undefined;
}

// A piece of a text around the first of its marked words, as nodes.
function excerpt(text, words) {
  const pieces = marked(text, words);
  const before = pieces.findIndex(([, mark]) => mark);
  const first = pieces.slice(0, Math.max(before, 0)).reduce((sum, [piece]) => sum + piece.length, 0);
  let start = text.length > EXCERPT && first > EXCERPT / 2 ? first - EXCERPT / 3 : 0;
  start = start ? text.indexOf(" ", start) + 1 || Math.floor(start) : 0;
  const found = start ? ["… "] : [];
  let place = 0;
  for (const [piece, mark] of pieces) {
    const part = piece.slice(Math.max(0, start - place), Math.max(0, start + EXCERPT - place));
    place += piece.length;
    if (part) found.push(mark ? make("mark", {}, part) : part);
  }
  if (start + EXCERPT < text.length) found.push(" …");
  return found;
}

function result(found, words, site) {
  const about = make("p", { class: "search__about" });
  if (found.day) about.append(make("time", { datetime: found.day }, inWords(found.day)), " ");
  about.append(make("b", {}, ...marked(found.title, words).map(([piece, mark]) => (mark ? make("mark", {}, piece) : piece))));
  if (found.mark === "record") about.append(" ", make("span", { class: "badge badge--record" }, t("from the record")));
  const link = make("a", { href: new URL(found.path, site), lang: language(found.text) }, ...excerpt(found.text, words));
  const item = make("li", { class: "search__hit" }, about, make("p", { class: "search__text" }, link));
  if (found.outlets.length) item.append(make("p", { class: "search__outlets" }, found.outlets.join(" · ")));
  return item;
}

class Panel {
  constructor(root, site, index) {
    this.site = site;
    this.root = root;
    this.dialog = root.localName === "dialog";
    if (!archives.has(site.href)) archives.set(site.href, new Archive(site, index));
    this.archive = archives.get(site.href);
    this.form = root.querySelector("form");
    this.field = this.form.elements.namedItem("q");
    this.chosen = {};
    this.narrow = make("div", { class: "search__choices", role: "group", "aria-label": t("Narrow and order"), hidden: "" });
    this.toggle = make("button", { class: "search__toggle", type: "button", "aria-expanded": "false", onclick: () => this.unfold(this.narrow.hidden) }, t("Narrow and order"));
    this.status = make("p", { class: "search__status", role: "status" });
    this.list = make("ol", { class: "search__list", "aria-label": t("Results") });
    this.more = make("button", { class: "search__more", type: "button", hidden: "", onclick: () => this.add() }, t("More results"));
    this.clear = make("button", { class: "search__more", type: "button", hidden: "", onclick: () => this.widen() }, t("Search without narrowing"));
    this.form.append(this.toggle, this.narrow);
    root.append(this.status, make("div", { class: "search__results" }, this.list, this.more, this.clear));
    if (this.dialog) root.append(make("p", { class: "search__keys" }, make("kbd", {}, "↑"), make("kbd", {}, "↓"), ` ${t("choose")} `, make("kbd", {}, "Enter"), ` ${t("open; in the field, all results on a page of their own")} `, make("kbd", {}, "Esc"), ` ${t("leave")}`));
    this.field.addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.ask(), 50);
    });
    root.addEventListener("keydown", (event) => this.move(event));
    this.form.addEventListener("submit", (event) => this.submit(event));
    if (this.dialog) {
      root.addEventListener("click", (event) => (event.target === root || event.target.closest("li a")) && root.close());
      this.ask();
    } else {
      addEventListener("popstate", () => root.isConnected && this.restore());
      this.restore();
    }
  }

  get choice() {
    const { year, sort, ...facets } = this.chosen;
    return { facets: Object.entries(facets).filter(([, value]) => value), within: Number(year ?? 0), newest: sort === "newest" };
  }

  get address() {
    const address = new URL("search/", this.site);
    for (const [key, value] of Object.entries({ q: this.field.value.trim(), ...this.chosen })) {
      if (value) address.searchParams.set(key, value);
    }
    return address;
  }

  // Takes query and choices from the address of the page.
  restore() {
    const given = new URL(location).searchParams;
    this.field.value = given.get("q") ?? "";
    this.chosen = Object.fromEntries(CHOICES.map((kind) => [kind, given.get(kind) ?? ""]));
    if (Object.values(this.chosen).some(Boolean)) this.unfold(true);
    this.choices?.();
    this.ask();
  }

  // Shows or hides what narrows the search, which comes when it is first wanted; `choices` shows there what is chosen.
  async unfold(open) {
    this.narrow.hidden = !open;
    this.toggle.setAttribute("aria-expanded", open);
    if (!open || this.choices) return;
    this.choices = () => {};
    try {
      dress("narrow.css");
      this.choices = await (await import("./narrow.js")).narrow(this, make);
    } catch {
      this.choices = undefined;
      this.unfold(false);
    }
  }

  widen() {
    this.chosen = {};
    this.choices?.();
    this.retry();
  }

  async ask() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const query = this.field.value;
    if (!this.dialog) history.replaceState(history.state, "", this.address);
    const slow = setTimeout(() => this.say(t("Searching…")), 400);
    try {
      const answer = await this.archive.search(query, this.choice);
      const shown = await this.archive.page(answer, 0, PAGE);
      if (turn !== this.turn) return;
      this.answer = answer;
      this.list.replaceChildren(...shown.map((found) => result(found, answer.words, this.site)));
      this.list.dataset.query = query;
      this.tell(query.trim());
    } catch {
      if (turn !== this.turn) return;
      this.answer = { words: [], hits: [] };
      this.list.replaceChildren();
      this.more.hidden = this.clear.hidden = true;
      this.say(t("The search could not be loaded."), " ", make("button", { type: "button", onclick: () => this.retry() }, t("Try again")));
    } finally {
      clearTimeout(slow);
    }
  }

  retry() {
    this.field.focus();
    this.ask();
  }

  tell(query) {
    const { facets, within } = this.choice;
    const { words, hits } = this.answer;
    const asked = words.length || facets.length || within;
    this.more.hidden = this.list.childElementCount >= hits.length;
    this.clear.hidden = !(asked && !hits.length && (facets.length || within));
    if (asked && hits.length) this.say(hits.length === 1 ? t("1 result") : t("{number} results", { number: number(hits.length) }));
    else if (asked) this.say(query ? t("Nothing found for “{query}”.", { query }) : t("Nothing found."));
    else {
      const years = this.archive.years();
      const span = [...new Set(years.length ? [years.at(-1)[0], years[0][0]] : [])].join("–");
      const values = { number: number(this.archive.documents), span };
      const all = span ? t("{number} lines, figures and pages, {span}.", values) : t("{number} lines, figures and pages.", values);
      this.say(query ? t("Go on: one letter finds too much.") : `${all} ${t('A phrase stands in "quotes".')}`);
    }
  }

  say(...content) {
    this.status.replaceChildren(...content);
  }

  async add() {
    if (this.adding) return;
    this.adding = true;
    const { answer, turn } = this;
    const start = this.list.childElementCount;
    try {
      const shown = await this.archive.page(answer, start, start + PAGE);
      if (turn !== this.turn) return;
      this.list.append(...shown.map((found) => result(found, answer.words, this.site)));
      this.more.hidden = this.list.childElementCount >= answer.hits.length;
      this.list.children[start]?.querySelector("a").focus();
    } catch {
      this.say(t("These results could not be loaded. Check the connection."));
    } finally {
      this.adding = false;
    }
  }

  // Up and down go from the field through the results and back.
  move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.target.localName === "select") return;
    const stops = [this.field, ...this.list.querySelectorAll("a"), ...(this.more.hidden ? [] : [this.more])];
    const place = stops.indexOf(document.activeElement);
    const next = stops[place + step];
    if (place < 0 || !next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  submit(event) {
    event.preventDefault();
    if (this.dialog) location.assign(this.address);
    else {
      history.pushState(history.state, "", this.address);
      this.ask();
    }
  }
}

// Adds a style sheet to the page, once.
function dress(name) {
  const href = new URL(name, import.meta.url).href;
  if (!document.querySelector(`link[href="${href}"]`)) document.head.append(make("link", { rel: "stylesheet", href }));
}

// Makes the search work inside `root`: the dialog, or the place for it on its page. `site` is the address of the site,
// `index` what is on its way already of that of the search.
export async function mount(root, site, index) {
  if (root.dataset.ready !== undefined) return;
  root.dataset.ready = "";
  dress("search.css");
  new Panel(root, site, index);
  dates(); // takes its time, while the index is on its way
}
