// What a browser knows of a page that is open: places of the Tab key, sizes of targets, colours, movement, paper. An
// expression: an object of functions, each of which gives what JSON can hold. Judges nothing: test_craft.py does.
(() => {
  const INTERACTIVE = "a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex]:not([tabindex='-1'])";
  const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width > 0;
  const interactive = () => [...document.querySelectorAll(INTERACTIVE)].filter(seen);
  const name = (one) => `${one.parentElement?.localName === "th" ? "th " : ""}${one.localName}.${one.className?.baseVal ?? one.className} ${(one.getAttribute("aria-label") ?? one.textContent).trim().slice(0, 40)}`;
  const style = (one) => getComputedStyle(one);

  // Red, green, blue and opacity of a computed colour.
  const channels = (colour) => { const [r, g, b, a = 1] = (colour.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number); return [r, g, b, a]; };

  // WCAG 2.2, relative luminance and contrast ratio.
  function luminance(colour) {
    const [r, g, b] = channels(colour).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function contrast(a, b) {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  }
  function backOf(one) {
    for (; one; one = one.parentElement) if (channels(style(one).backgroundColor)[3] > 0) return style(one).backgroundColor;
    return "rgb(255, 255, 255)";
  }

  // A link between words: its line belongs to them.
  function isWithinWords(one) {
    if (one.localName !== "a" || style(one).display !== "inline") return false;
    let block = one.parentElement;
    while (style(block).display === "inline") block = block.parentElement;
    const copy = block.cloneNode(true);
    copy.querySelectorAll("a").forEach((link) => link.remove());
    return /\p{L}/u.test(copy.textContent);
  }

  const text = () => [...document.querySelectorAll("body *")].filter((one) => seen(one) && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  const SHAPES = "path, rect, circle, line, polyline, polygon";

  return {
    interactive: () => interactive().map(name),

    // Where focus is: null outside of the page's elements.
    focus() {
      const one = document.activeElement;
      if (!one || one === document.body) return null;
      const box = one.getBoundingClientRect(), own = style(one), within = one.getClientRects()[0];
      const under = document.elementFromPoint(within.left + within.width / 2, Math.min(Math.max(within.top + within.height / 2, 1), innerHeight - 1));
      return {
        at: interactive().indexOf(one), name: name(one), scrolls: one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight,
        outline: own.outlineStyle === "none" ? 0 : parseFloat(own.outlineWidth), contrast: contrast(own.outlineColor, backOf(one.parentElement)),
        shown: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && Boolean(under && (one.contains(under) || under.contains(one))),
      };
    },

    // Targets that are not between words: name, width, height in CSS pixels; of a box to check with its label.
    targets: () => interactive().filter((one) => !isWithinWords(one)).map((one) => {
      const box = (/^(checkbox|radio)$/.test(one.type) && one.labels[0] ? one.labels[0] : one).getBoundingClientRect();
      return { name: name(one), width: box.width, height: box.height, right: box.right };
    }).filter((one) => one.right > 0),

    width: () => ({ page: document.documentElement.scrollWidth, window: innerWidth, density: devicePixelRatio }),

    // By name of a series the looks of its marks; and the colours that the browser has for each system colour.
    marks() {
      const system = {}, probe = document.body.appendChild(document.createElement("i"));
      for (const one of ["Canvas", "CanvasText", "LinkText", "GrayText", "Highlight"]) {
        probe.style.setProperty("forced-color-adjust", "none");
        probe.style.color = one;
        system[one] = style(probe).color;
      }
      probe.remove();
      const series = {};
      for (const one of [...document.querySelectorAll(".chart .hk-series[data-name]")].filter(seen))
        for (const shape of one.querySelectorAll(SHAPES)) {
          const own = style(shape);
          if (shape.closest(".hk-missing") || shape.matches(".hk-band, .hk-back")) continue;
          (series[one.dataset.name] ??= []).push({
            fill: own.fill, stroke: own.stroke, dash: own.strokeDasharray, back: backOf(shape.ownerSVGElement),
            shape: shape.closest(".hk-point") && shape.localName === "path" ? shape.getAttribute("d") : shape.localName,
          });
        }
      return { system, series };
    },

    moving: () => [...document.querySelectorAll("*")].flatMap((one) => ["", "::before", "::after"].map((part) => [one, part])).filter(([one, part]) => {
      const own = getComputedStyle(one, part || null), lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0);
      return lasts(own.transitionDuration) || (own.animationName !== "none" && lasts(own.animationDuration)) || own.scrollBehavior === "smooth";
    }).map(([one, part]) => name(one) + part),

    // On paper: what is shown that only a screen is for; words in a colour; what goes over the side; heads; pictures that may be cut.
    paper: () => ({
      screenOnly: [...document.querySelectorAll("nav, form, button, input, .skip, .language")].filter(seen).map(name),
      back: backOf(document.body),
      pale: text().filter((one) => contrast(one.closest("svg") && one.localName !== "a" ? style(one).fill : style(one).color, "rgb(255, 255, 255)") < 4.5).map(name),
      dark: [...document.querySelectorAll("body, body *")].filter((one) => seen(one) && channels(style(one).backgroundColor)[3] > 0 && luminance(style(one).backgroundColor) < 0.8).map(name),
      wide: [...document.querySelectorAll("body *")].filter((one) => seen(one) && !one.closest("svg *, .hidden") && one.getBoundingClientRect().right > innerWidth + 1).map(name),
      heads: [...document.querySelectorAll("main thead")].filter(seen).map((one) => style(one).display),
      charts: [...document.querySelectorAll(".chart")].filter(seen).map((one) => style(one).breakInside),
    }),
  };
})()
