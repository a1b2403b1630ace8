// What the pages of hiraku do beyond what stands on them: read charts by pointer and by arrow keys, take series out of
// them, order tables, copy lines. Without this file the same facts are there. It loads nothing, stores nothing, computes
// no number and writes no digit that is not on the page already. Its words come from the page (data-* of the element
// script), which is why this file is the same in every language.
"use strict";
(() => {
  const words = document.currentScript.dataset;

  function element(name, attributes, text = "") {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  }

  // --- what is said to those who do not see it ---

  const status = element("div", { class: "hidden", role: "status" });
  document.body.append(status);

  // Emptied first: the same words a second time are said again. Words that were overtaken are not said any more.
  let saying;
  function say(text) {
    status.textContent = "";
    clearTimeout(saying);
    saying = setTimeout(() => (status.textContent = text), 50);
  }

  // --- lines to copy ---

  async function copy(line) {
    getSelection().selectAllChildren(line);
    try {
      // Browsers have a clipboard on https and on the machine itself; elsewhere the older way.
      if (navigator.clipboard) await navigator.clipboard.writeText(line.textContent.trim());
      else if (!document.execCommand("copy")) throw new Error("not copied");
      say(words.copied);
    } catch {
      say(words.failed);
    }
  }

  for (const line of document.querySelectorAll(".copy")) {
    const heading = line.previousElementSibling?.textContent ?? "";
    const button = element("button", { type: "button", class: "small", "aria-label": `${words.copy}: ${heading}` }, words.copy);
    button.addEventListener("click", () => copy(line));
    line.after(button);
  }

  // --- tables in another order ---

  const DECIMAL = /^[-+]?\d+(\.\d+)?$/;

  // A decimal as a whole number of its smallest digits, so that no digit is lost: at most 18 behind the point.
  function exact(decimal) {
    const [whole, rest = ""] = decimal.split(".");
    return BigInt(whole + rest.padEnd(18, "0"));
  }

  // The month in which FY2024, 2024-Q3 or FY2024-H2 begins, "2024-04"; other times order as they are written.
  function begins(time) {
    const [, fiscal, year, part, number] = /^(FY)?(\d{4})(?:-([HQ])(\d))?/.exec(time) ?? [];
    if (!fiscal && !part) return time;
    const months = (fiscal ? words.fiscal - 1 : 0) + (part ? (number - 1) * (part === "H" ? 6 : 3) : 0);
    return `${Number(year) + Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}`;
  }

  // What programs read of a cell: the value of the one element in it that has one; undefined: there is none.
  function machineValue(cell) {
    const marked = cell?.querySelectorAll("data[value], time[datetime]") ?? [];
    return marked.length === 1 ? (marked[0].value ?? marked[0].dateTime) : undefined;
  }

  // How two values of a column compare: as numbers or times if all that are known are, else as words.
  function comparison(values) {
    const known = values.filter((value) => value !== undefined);
    if (known.length && known.every((value) => DECIMAL.test(value)))
      return { key: exact, compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0) };
    if (known.length && known.every((value) => /^(\.\.\/)?(FY)?\d{4}|^undated$/.test(value)))
      return { key: (value) => (value === "undated" ? undefined : begins(value)), compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0) };
    const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    return { words: true, key: (text) => text || undefined, compare: collator.compare };
  }

  // The rows by a column: 1 up, -1 down. Equal ones stay in their order; those without a value come last both ways.
  function ordered(rows, column, way) {
    const values = rows.map((row) => machineValue(row.cells[column]));
    const { words: asWords, key, compare } = comparison(values);
    const keyed = rows.map((row, i) => {
      const value = asWords ? row.cells[column]?.textContent.trim() : values[i];
      return { row, key: value === undefined ? undefined : key(value) };
    });
    const known = keyed.filter((one) => one.key !== undefined).sort((a, b) => way * compare(a.key, b.key));
    return [...known, ...keyed.filter((one) => one.key === undefined)].map((one) => one.row);
  }

  const NEXT = { none: "ascending", ascending: "descending", descending: "none" };

  function sortable(table) {
    const [body] = table.tBodies;
    const published = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = element("button", { type: "button" });
      button.append(...head.childNodes);
      head.append(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        const order = NEXT[head.getAttribute("aria-sort")];
        for (const other of heads) other.setAttribute("aria-sort", other === head ? order : "none");
        body.append(...(order === "none" ? published : ordered(published, column, order === "ascending" ? 1 : -1)));
        say(`${button.textContent}: ${words[order]}`);
      });
    });
  }

  // Lists whose heads are links are ordered by the service, with all their pages.
  for (const table of document.querySelectorAll("table.sorts"))
    if (table.tBodies[0]?.rows.length > 2 && !table.querySelector("thead a")) sortable(table);

  // --- charts ---

  // The marks of a picture in lines: a line a series, or all marks of a plot that has none. A mark has its words in <title>.
  function linesOf(picture) {
    const lines = new Map();
    picture.querySelectorAll(".hk-panel").forEach((panel, number) => {
      for (const title of panel.querySelectorAll("title")) {
        const shape = title.parentNode;
        const series = shape.closest(".hk-series");
        const name = `${number} ${series?.dataset.series ?? ""}`;
        if (!lines.has(name)) lines.set(name, []);
        lines.get(name).push({ shape, title, text: title.textContent, place: shape.dataset.place, series });
      }
    });
    // Over time from left to right: the places of missing values are drawn before all others.
    const along = (mark) => mark.shape.transform.baseVal[0]?.matrix.e ?? 0;
    for (const line of lines.values()) if (line[0].series) line.sort((a, b) => along(a) - along(b));
    return [...lines.keys()].sort(new Intl.Collator("en", { numeric: true }).compare).map((name) => lines.get(name));
  }

  // Where a mark is; of one that shows nothing (a value that is missing) its place.
  function boxOf(shape) {
    const box = shape.getBoundingClientRect(), place = shape.getScreenCTM();
    return box.width || box.height ? box : new DOMRect(place.e, place.f, 0, 0);
  }

  // How far a place is from a box: 0 within it.
  function distance(box, x, y) {
    return Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  }

  function readable(holder, picture) {
    const lines = linesOf(picture);
    if (!lines.length) return;
    const tip = element("div", { class: "tip", "aria-hidden": "true", hidden: "" });
    let now = null;
    holder.append(tip);
    holder.tabIndex = 0;
    holder.setAttribute("role", "application");
    holder.setAttribute("aria-label", `${picture.querySelector("title").textContent}. ${words.values}`);

    const shown = () => lines.map((line) => line.filter((mark) => !mark.series?.classList.contains("off"))).filter((line) => line.length);

    function hide() {
      now?.shape.classList.remove("now");
      now = null;
      tip.hidden = true;
    }

    // Above the mark, below it where there is no room, and never beside the picture.
    function show(mark) {
      if (mark === now) return;
      hide();
      now = mark;
      mark.shape.classList.add("now");
      mark.title.remove(); // else the browser would show the same words once more
      tip.textContent = mark.text;
      tip.hidden = false;
      const frame = holder.getBoundingClientRect(), box = boxOf(mark.shape);
      const left = box.left + box.width / 2 - frame.left - tip.offsetWidth / 2;
      const above = box.top - frame.top - tip.offsetHeight - 8;
      tip.style.left = `${Math.max(0, Math.min(left, frame.width - tip.offsetWidth))}px`;
      tip.style.top = `${above < 0 ? box.bottom - frame.top + 8 : above}px`;
    }

    function point(event) {
      if (tip.contains(event.target)) return;
      const under = event.target.closest(".hk-panel *:has(> title)");
      let best = null, least = 48; // pixels: what is farther away is not meant
      for (const mark of shown().flat()) {
        const far = mark.shape === under ? -1 : distance(boxOf(mark.shape), event.clientX, event.clientY);
        if (far < least) [best, least] = [mark, far];
      }
      if (best) show(best);
      else hide();
    }

    // Left and right along a series, up and down to the same time of another one.
    function step(key) {
      const all = shown(), row = all.findIndex((line) => line.includes(now));
      if (row < 0) return all[0]?.[0];
      const line = all[row], at = line.indexOf(now);
      if (key === "ArrowRight") return line[at + 1];
      if (key === "ArrowLeft") return line[at - 1];
      if (key === "Home") return line[0];
      if (key === "End") return line.at(-1);
      const other = all[row + (key === "ArrowDown" ? 1 : -1)];
      return other && (other.find((mark) => mark.place && mark.place === now.place) ?? other[Math.min(at, other.length - 1)]);
    }

    holder.addEventListener("pointermove", point);
    holder.addEventListener("pointerdown", point);
    holder.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && hide());
    holder.addEventListener("blur", hide);
    document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
    holder.addEventListener("keydown", (event) => {
      if (!/^(Arrow(Left|Right|Up|Down)|Home|End)$/.test(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const mark = step(event.key);
      if (!mark) return;
      show(mark);
      say(mark.text);
    });
  }

  // A button a name, for all series of that name, in both pictures of a chart.
  function switches(chart) {
    const named = new Map();
    for (const series of chart.querySelectorAll(".hk-series")) {
      const name = series.dataset.name;
      if (name) named.set(name, [...(named.get(name) ?? []), series]);
    }
    if (named.size < 2) return;
    const group = element("div", { class: "legend", role: "group", "aria-label": words.series });
    for (const [name, all] of named) {
      const button = element("button", { type: "button", "aria-pressed": "true" }, name);
      button.addEventListener("click", () => {
        const off = button.getAttribute("aria-pressed") === "true";
        button.setAttribute("aria-pressed", String(!off));
        for (const series of all) series.classList.toggle("off", off);
      });
      group.append(button);
    }
    chart.prepend(group);
  }

  for (const picture of document.querySelectorAll(".chart svg.hk-chart")) readable(picture.parentElement, picture);
  for (const chart of document.querySelectorAll(".chart")) switches(chart);
})();
