// Puts the last days into the rail of a brief. Without it, or without an answer, the rail's plain links stay.
(() => {
  const rail = document.querySelector("[data-rail]");
  if (!rail) return;
  const address = new URL(rail.dataset.rail, location.href);
  fetch(address)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
    .then((text) => {
      const fragment = new DOMParser().parseFromString(text, "text/html").body;
      for (const link of fragment.querySelectorAll("a[href]")) {
        const target = new URL(link.getAttribute("href"), address);
        link.href = target;
        if (target.pathname === location.pathname) link.setAttribute("aria-current", "page");
      }
      rail.replaceChildren(...fragment.childNodes);
    })
    .catch(() => {});
})();
