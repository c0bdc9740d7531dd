// What can be measured of a page as it stands in a browser: widths, overlaps, targets, focus. Each returns what is wrong.
(() => {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".hidden, .skip");
  const named = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 120);
  const own = (element) => [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
  const clipped = (element) => getComputedStyle(element).clipPath !== "none";

  // Boxes of the lines of what an element itself says, or of a field.
  const lines = (element) => {
    const boxes = own(element).flatMap((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()];
    });
    return boxes.filter((box) => box.width > 1 && box.height > 1);
  };

  // An open sheet lies over all else.
  const root = () => document.querySelector(":popover-open") ?? document.body;

  const FIELDS = "input:not([type=hidden]), button, textarea, select";
  const TARGETS = `a[href], summary, ${FIELDS}`;

  const wide = () => document.documentElement.scrollWidth > innerWidth
    ? [...document.body.querySelectorAll("*")].filter((e) => shown(e) && e.getBoundingClientRect().right > innerWidth + 1).map(named).slice(0, 3).concat("wider than the screen")
    : [];

  // Signs to a line of running text; 80 is the most that WCAG 1.4.8 allows, and the last word may go over.
  const longLines = (most) => [...document.querySelectorAll("main *")]
    .filter((e) => shown(e) && own(e).map((node) => node.data.trim()).join(" ").length > 2 * most && !e.closest("pre, textarea, svg"))
    .flatMap((e) => {
      const count = new Set(lines(e).map((box) => Math.round(box.top))).size;
      const signs = own(e).map((node) => node.data.trim().replace(/\s+/g, " ")).join(" ").length;
      return count && signs / count > most ? [`${Math.round(signs / count)} signs to a line: ${named(e)}`] : [];
    });

  // Whatever is cut off by a scrolling or folded parent is where it can be seen only.
  const visibleBox = (element, box) => {
    let { left, top, right, bottom } = box;
    for (let parent = element; parent && parent !== document.body; parent = parent.parentElement) {
      if (getComputedStyle(parent).overflow !== "visible") {
        const inside = parent.getBoundingClientRect();
        left = Math.max(left, inside.left); right = Math.min(right, inside.right);
        top = Math.max(top, inside.top); bottom = Math.min(bottom, inside.bottom);
      }
    }
    return { left, top, right, bottom };
  };

  const overlaps = () => {
    const parts = [...root().querySelectorAll("*")]
      .filter((e) => shown(e) && !e.closest("svg, .suggestions, .apply") && !clipped(e))
      .flatMap((e) => (e.matches(FIELDS) ? [e.getBoundingClientRect()] : lines(e)).map((box) => [e, visibleBox(e, box)]))
      .filter(([, box]) => box.right - box.left > 2 && box.bottom - box.top > 2)
      .sort(([, one], [, other]) => one.top - other.top);
    const found = [];
    for (let i = 0; i < parts.length && found.length < 5; i++) {
      const [one, a] = parts[i];
      for (let j = i + 1; j < parts.length && parts[j][1].top < a.bottom - 3; j++) {
        const [other, b] = parts[j];
        if (one === other || one.contains(other) || other.contains(one)) continue;
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        // Lines of text may touch: an ascender's box is higher than its line.
        const down = Math.min(a.bottom, b.bottom) - b.top;
        if (across > 2 && down > Math.min(a.bottom - a.top, b.bottom - b.top) / 2) found.push(`${named(one)} over ${named(other)}`);
      }
    }
    return found;
  };

  // WCAG 2.2, 2.5.8: a box of 24 by 24, or a circle of that width around it that meets no other; links in a sentence are
  // as high as its line.
  const targetOf = (element) => element.closest("label") ?? element;
  const inSentence = (element) => element.matches("a") && getComputedStyle(element).display === "inline" && own(element.parentElement).length > 0;
  const targets = () => {
    const all = [...root().querySelectorAll(TARGETS)].filter((e) => shown(e) && !clipped(e)).map((e) => [e, targetOf(e).getBoundingClientRect()])
      .filter(([, box]) => box.width && box.height);
    const isSmall = (box) => box.width < 23.9 || box.height < 23.9;
    const middle = (box) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const near = (one, other) => {
      const [x, y] = middle(one);
      if (isSmall(other)) { const [u, v] = middle(other); return Math.hypot(x - u, y - v) < 24; }
      return Math.hypot(Math.max(other.left - x, 0, x - other.right), Math.max(other.top - y, 0, y - other.bottom)) < 12;
    };
    return all.filter(([e, box]) => isSmall(box) && !inSentence(e)
      && all.some(([other, its]) => other !== e && targetOf(other) !== targetOf(e) && near(box, its)))
      .map(([e, box]) => `${Math.round(box.width)}x${Math.round(box.height)}: ${named(e)}`);
  };
  const large = () => [...root().querySelectorAll("button.primary, .open-filters, input[type=search], input[type=date], textarea, .suggestions > li")]
    .filter(shown).map((e) => [e, e.getBoundingClientRect()]).filter(([, box]) => box.height && Math.min(box.width, box.height) < 43.9)
    .map(([e, box]) => `${Math.round(box.width)}x${Math.round(box.height)}: ${named(e)}`);

  // Colours as numbers, by the browser itself.
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) { const colour = rgba(getComputedStyle(e).backgroundColor); if (colour[3] > 250) return colour; }
    return [255, 255, 255, 255];
  };
  const light = (colour) => { const [r, g, b] = colour.slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const contrast = (one, other) => { const [a, b] = [light(one), light(other)].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05); };

  // Keys must have been used, or focus by a script is not shown.
  const focus = () => {
    const before = [scrollX, scrollY, document.activeElement];
    const wrong = [];
    for (const e of root().querySelectorAll(`${TARGETS}, [tabindex="0"]`)) {
      if (!e.checkVisibility({ visibilityProperty: true }) || e.disabled || e.tabIndex < 0) continue;
      e.focus();
      if (document.activeElement !== e) continue;
      const style = getComputedStyle(e);
      const box = e.getBoundingClientRect();
      if (!box.width && !e.getClientRects().length) continue;
      const seen = contrast(rgba(style.outlineColor), ground(e.parentElement));
      if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) wrong.push(`no outline: ${named(e)}`);
      else if (seen < 3) wrong.push(`outline of ${seen.toFixed(1)}:1: ${named(e)}`);
      const places = [...e.getClientRects()].flatMap((r) => [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5]].map(([x, y]) => document.elementFromPoint(r.left + r.width * x, r.top + r.height * y)));
      if (!places.some((at) => at && (e.contains(at) || at.contains(e)) && at !== document.body && at !== document.documentElement)) wrong.push(`hidden when focused: ${named(e)}`);
    }
    before[2]?.focus?.({ preventScroll: true });
    scrollTo(before[0], before[1]);
    return wrong;
  };

  window.measuring = { wide, longLines, overlaps, targets, large, focus };
})();
