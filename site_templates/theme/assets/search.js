// Opens the search at once, so that no key is lost; what it needs comes then. Everything else is in search/.
(() => {
  const here = document.currentScript.src;
  const site = new URL("../", here);
  const parts = ["panel", "language", "reader", "postings", "words"];

  async function load(root) {
    const index = fetch(new URL("search/index.json", site), { cache: "no-cache" });
    index.catch(() => {}); // whoever awaits it tells
    const [panel] = await Promise.all(parts.map((name) => import(new URL(`search/${name}.js`, here))));
    return panel.mount(root, site, index);
  }

  // Says that it could not be loaded; the form leads to the search page all the same.
  const lose = (root) => root.append(document.querySelector("[data-hint]").dataset.lost);

  let dialog;

  function open() {
    if (!dialog) {
      const words = document.querySelector("[data-hint]").dataset;
      dialog = document.createElement("dialog");
      dialog.className = "search";
      dialog.setAttribute("aria-label", words.dialog);
      dialog.innerHTML =
        '<form class="search__form" role="search" action="' + new URL("search/", site) + '"><input class="search__input" name="q" type="text"' +
        ' inputmode="search" enterkeyhint="search" autocomplete="off" autocapitalize="off" spellcheck="false">' +
        '<button class="search__button" type="button"></button></form>';
      const [input, button] = dialog.querySelectorAll("input, button");
      input.setAttribute("aria-label", words.dialog);
      input.placeholder = words.hint;
      button.textContent = words.close;
      button.onclick = () => dialog.close();
      document.body.append(dialog);
      load(dialog).catch(() => {
        lose(dialog);
        dialog.addEventListener("close", () => (dialog = dialog.remove())); // whoever opens it again tries again
      });
    }
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("input").select();
  }

  addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !event.target.closest?.("[data-search]")) return;
    event.preventDefault();
    open();
  });
  addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const letter = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!slash && !letter) return;
    event.preventDefault();
    open();
  });

  const page = () => {
    const place = document.querySelector(".search-page:not([data-ready])");
    if (place) load(place).catch(() => lose(place));
  };
  page();
})();
