// The button in the masthead that goes through the colours: as the device sets them, light, dark. The page's head has
// set what was chosen before; without this script the device decides.
(() => {
  const button = document.querySelector("[data-colours-button]");
  if (!button) return;
  const root = document.documentElement;
  const order = ["device", "light", "dark"];

  const show = () => {
    const now = root.dataset.colours;
    button.title = button.dataset[now];
    button.setAttribute("aria-label", button.dataset[now]);
    for (const icon of button.querySelectorAll("[data-icon]")) icon.hidden = icon.dataset.icon !== now;
  };

  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.colours = order[(order.indexOf(root.dataset.colours) + 1) % order.length];
    try {
      localStorage.setItem("colours", root.dataset.colours);
    } catch {
      // Where nothing may be kept, the choice holds for this page.
    }
    show();
  });
  show();
})();
