// What scripts say, in the site's language. For another one than English `digest build` writes the table of its words.

const words = {};

export const language = document.documentElement.lang || "en";

export const number = (value) => value.toLocaleString(language);

// A message in the site's language, its {names} filled with the values.
export function t(text, values = {}) {
  return (words[text] ?? text).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
