// A classic script in the head: the chosen look is there before the first paint, so the page never flashes white.
(() => {
  const saved = localStorage.getItem("drumbeat.theme");
  if (saved) document.documentElement.dataset.theme = saved;
})();
