// Marks what is new on the front page since the reader was here last. Nothing leaves the device; without it all is as it was.
(() => {
  const front = document.querySelector("[data-new]");
  const pause = 30 * 60 * 1000; // who comes back sooner is still on the same visit
  let visit;
  try {
    visit = JSON.parse(localStorage.getItem("visit")) || {};
    const now = Date.now();
    if (!(now - visit.seen < pause)) visit.before = visit.seen;
    visit.seen = now;
    localStorage.setItem("visit", JSON.stringify(visit));
  } catch {
    return;
  }
  if (!front || !visit.before) return;
  const fresh = (row) => Date.parse(row.dataset.since) > visit.before;
  const lines = [...front.querySelectorAll(".line[data-since]")];
  const days = [...front.querySelectorAll(".rail li[data-since]")];
  // In a brief that is new as a whole no line stands out.
  for (const row of [...(lines.every(fresh) ? [] : lines), ...days].filter(fresh)) {
    const mark = document.createElement("span");
    mark.className = "new";
    mark.textContent = front.dataset.new;
    row.querySelector(".line__number, .kicker").append(mark);
  }
})();
