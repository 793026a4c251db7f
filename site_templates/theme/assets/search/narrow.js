// What narrows and orders the search. Loaded when a reader asks for it.

import { dress, make, number } from "./panel.js";

const NAMES = {
  year: ["Year", "Any year"],
  section: ["Section", "All of the site"],
  topic: ["Topic", "Any topic"],
  country: ["Country", "Any country"],
  platform: ["Platform", "Any platform"],
  outlet: ["Outlet", "Any outlet"],
  language: ["Language of the source", "Any language"],
  sort: ["Order", "Best first"],
};

// Puts the choices of a panel into its place for them; returns what shows there what the panel has chosen.
export async function narrow(panel) {
  dress("narrow.css");
  const facets = await panel.archive.facets();
  const rows = { year: panel.archive.years(), sort: [["newest"]] };
  for (const [kind, values] of Object.entries(facets)) {
    rows[kind] = Object.entries(values).sort(([one], [other]) => one.localeCompare(other, "en"));
  }
  const selects = Object.entries(NAMES).map(([kind, [, any]]) => {
    const select = make("select", { name: kind }, make("option", { value: "" }, any));
    for (const [value, count] of rows[kind] ?? []) {
      select.append(make("option", { value }, count ? `${value} (${number(count)})` : "Newest first"));
    }
    select.addEventListener("change", () => {
      panel.chosen[kind] = select.value;
      panel.ask();
    });
    return select;
  });
  const show = () => {
    for (const select of selects) {
      const value = panel.chosen[select.name] ?? "";
      if (![...select.options].some((option) => option.value === value)) select.append(make("option", { value }, value));
      select.value = value;
    }
  };
  show();
  const labels = selects.map((select) => make("label", {}, make("span", {}, NAMES[select.name][0]), select));
  panel.narrow.replaceChildren(...labels);
  return show;
}
