// The search of a static copy: looks through the titles of its pages (search-index.json beside this file). Without this file
// the page of results says that it cannot search. Its words come from the page (data-* of the element script).
"use strict";
(() => {
  const script = document.currentScript;
  const root = new URL(".", script.src);
  const place = document.getElementById("found");
  const asked = new URLSearchParams(location.search).get("q") || "";
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const words = plain(asked).split(/\s+/u).filter(Boolean);
  if (!place || !words.length) return;
  const most = 200;

  function show(list) {
    const found = list.filter(([, title]) => words.every((word) => plain(title).includes(word)));
    const count = document.createElement("p");
    count.setAttribute("role", "status");
    count.textContent = found.length ? script.dataset.found.replace("{1}", found.length) : script.dataset.none;
    const items = document.createElement("ul");
    for (const [path, title] of found.slice(0, most)) {
      const link = document.createElement("a");
      link.href = new URL(path, root);
      link.textContent = title;
      const item = document.createElement("li");
      item.append(link);
      items.append(item);
    }
    place.replaceChildren(count, items);
  }

  const box = document.getElementById("words");
  if (box) box.value = asked;
  fetch(new URL(script.dataset.index, root)).then((answer) => answer.json()).then(show)
    .catch(() => { place.textContent = script.dataset.failed; });
})();
