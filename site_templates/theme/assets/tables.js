// Tables that a reader may sort by any of their columns. Without it they stand in the order in which they were written.
(() => {
  const words = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });

  const worth = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value ?? cell.textContent.trim();
  };

  // What has no value comes last, whichever way the rest is turned.
  const order = (column, turned) => (one, other) => {
    const [a, b] = [worth(one, column), worth(other, column)];
    if (!a || !b) return Number(!a) - Number(!b);
    const numbers = !Number.isNaN(Number(a)) && !Number.isNaN(Number(b));
    return (numbers ? a - b : words.compare(a, b)) * (turned ? -1 : 1);
  };

  const sort = (table, head) => {
    const now = head.getAttribute("aria-sort");
    const turned = now ? now === "ascending" : head.classList.contains("num");
    const rows = [...table.tBodies[0].rows].sort(order(head.cellIndex, turned));
    for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", turned ? "descending" : "ascending");
    table.tBodies[0].append(...rows);
  };

  for (const table of document.querySelectorAll("table[data-sortable]")) {
    if (table.tBodies[0].rows.length < 2) continue;
    table.classList.add("sortable");
    for (const head of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, head));
      head.append(button);
    }
  }
})();
