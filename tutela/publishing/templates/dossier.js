// Shows only entries that hold the words typed. Without this script the page shows everything.
(function () {
  const box = document.querySelector(".filter");
  const input = document.getElementById("filter");
  const count = document.getElementById("filter-count");
  const entries = Array.from(document.querySelectorAll("[data-filter]"));
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = entries.map((entry) => plain(entry.textContent));
  box.hidden = false;
  input.addEventListener("input", () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    entries.forEach((entry, index) => {
      const fits = words.every((word) => texts[index].includes(word));
      entry.hidden = !fits;
      shown += fits && entry.classList.contains("incident") ? 1 : 0;
    });
    count.textContent = words.length ? shown + (shown === 1 ? " incident shown" : " incidents shown") : "";
  });
  // A link into an entry that the filter hides must still lead somewhere.
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const entry = target && target.closest("[data-filter]");
    if (entry && entry.hidden) { entry.hidden = false; target.scrollIntoView(); }
  });
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details").forEach((part) => { part.open = true; });
  });
})();
