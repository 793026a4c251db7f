// What narrows and orders the search. Loaded when a reader asks for it.

import { language, number, t } from "./language.js";

const NAMES = {
  year: [t("Year"), t("Any year")],
  section: [t("Section"), t("All of the site")],
  topic: [t("Topic"), t("Any topic")],
  country: [t("Country"), t("Any country")],
  platform: [t("Platform"), t("Any platform")],
  outlet: [t("Outlet"), t("Any outlet")],
  language: [t("Language of the source"), t("Any language")],
  sort: [t("Order"), t("Best first")],
};

// Puts the choices of a panel into its place for them, made by its `make`; returns what shows there what it has chosen.
export async function narrow(panel, make) {
  const facets = await panel.archive.facets();
  const rows = { year: panel.archive.years(), sort: [["newest"]] };
  for (const [kind, values] of Object.entries(facets)) {
    rows[kind] = Object.entries(values).sort(([one], [other]) => one.localeCompare(other, language));
  }
  const selects = Object.entries(NAMES).map(([kind, [, any]]) => {
    const select = make("select", { name: kind }, make("option", { value: "" }, any));
    for (const [value, count] of rows[kind] ?? []) {
      select.append(make("option", { value }, count ? `${value} (${number(count)})` : t("Newest first")));
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
