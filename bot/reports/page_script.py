"""The page's few lines of script: finding an account. Without them every account is simply there."""

SCRIPT = """
(() => {
  const finder = document.getElementById("finder");
  const cards = [...document.querySelectorAll(".account")];
  if (!finder || !cards.length) return;
  const [text, standing, found] = [finder.querySelector("input"), finder.querySelector("select"), finder.querySelector("output")];
  const plain = (words) => words.normalize("NFKD").replace(/\\p{M}/gu, "").toLowerCase();
  const haystacks = cards.map((card) => plain(card.dataset.find));
  const filter = () => {
    const words = plain(text.value).split(/\\s+/).filter(Boolean);
    let shown = 0;
    cards.forEach((card, place) => {
      const fits = words.every((word) => haystacks[place].includes(word)) &&
        (!standing.value || card.dataset.standing === standing.value);
      card.hidden = !fits;
      shown += fits;
    });
    const filtered = words.length || standing.value;
    found.textContent = filtered ? (shown ? `${shown} of ${cards.length} shown` : "No account fits.") : "";
  };
  finder.hidden = false;
  finder.addEventListener("submit", (event) => event.preventDefault());
  finder.addEventListener("input", filter);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.activeElement === text) { text.value = ""; filter(); }
  });
  filter();
})();
"""  # noqa: E501 (not Python)
