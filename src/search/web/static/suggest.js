// Suggestions while typing: the search box becomes a combobox with a list (WAI-ARIA 1.2, "editable combobox with list
// autocomplete"). Without this script the form is a plain form. Texts come from the page (`data-words`).
"use strict";

(() => {
  const LETTERS = 2; // fewer say too little
  const WAIT = 150; // milliseconds without a key before the server is asked
  const KEPT = 50; // answers that are kept, for who deletes a letter again
  const ORDER = ["person", "organization", "place", "title", "word"];

  const form = document.querySelector("form[data-suggest]");
  const box = document.querySelector("#search [name=q]");

  // `/` goes to the box from anywhere but a field, where it is a letter.
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing || !box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  // All choices of a filter open in place.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.(".all-values a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    (await import(link.closest("section").dataset.facets)).open(link);
  });

  if (!form || !box) return;

  const words = JSON.parse(form.dataset.words);
  const { lang } = document.documentElement;
  const { as } = form.dataset; // the filter that a name is for, where it is not that of its kind: who speaks, of quotes
  const numbers = new Intl.PluralRules(lang);
  const kept = new Map();
  let options = []; // suggestions that are shown
  let chosen = -1; // the one that the keyboard is on
  let asked = ""; // text that was asked for last
  let timer = 0;
  let request = null;

  const list = make("ul", { id: "suggestions", class: "suggestions", role: "listbox", "aria-label": words.label });
  const voice = make("div", { class: "hidden", "aria-live": "polite" });
  list.hidden = true;
  box.parentElement.append(list);
  form.append(voice);
  box.type = "text"; // a field of type "search" may not be a combobox
  set(box, {
    role: "combobox",
    enterkeyhint: "search",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  });

  box.addEventListener("input", () => {
    mark(-1);
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  box.addEventListener("keydown", onKey);
  box.addEventListener("blur", close);
  box.addEventListener("click", () => options.length && open());
  form.addEventListener("submit", close);
  // Fields that are empty say nothing in an address.
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (!value && name !== "q") formData.delete(name);
  });
  // A press must not take the focus from the box; a click chooses, so that a finger can still scroll.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const at = [...list.children].indexOf(event.target.closest("[role=option]"));
    if (at >= 0) choose(options[at]);
  });

  async function ask() {
    const text = box.value.trim();
    request?.abort();
    if (text === asked && options.length) return open();
    asked = text;
    if ([...text].length < LETTERS) return show([], false);
    if (kept.has(text)) return show(kept.get(text), true);
    request = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal: request.signal });
      if (!answer.ok) return show([], false);
      const found = (await answer.json()).suggestions
        .filter(({ kind }) => !as || kind === "person" || kind === "organization")
        .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
      if (kept.size >= KEPT) kept.delete(kept.keys().next().value);
      kept.set(text, found);
      if (text === asked) show(found, true);
    } catch {
      // Aborted for a newer text, or no network: the form works all the same.
    }
  }

  function show(found, said) {
    options = found;
    list.replaceChildren(...found.map(option));
    mark(-1);
    if (found.length && document.activeElement === box) open();
    else close();
    voice.textContent = !said ? "" : found.length ? counted("some", found.length) : words.none;
  }

  function option(suggestion, at) {
    const item = make("li", { id: `suggestion-${at}`, role: "option", "aria-selected": "false" });
    const name = make("bdi", { class: "suggestion" });
    name.textContent = suggestion.text;
    const kind = make("span", { class: "suggestion-kind" });
    kind.textContent = `${words[suggestion.kind]}, ${counted("count", suggestion.count)}`;
    item.append(name, " ", kind);
    return item;
  }

  // The text for a number: a language may have others for one or a few ("count.one").
  function counted(key, number) {
    return (words[`${key}.${numbers.select(number)}`] ?? words[key]).replace("{n}", number.toLocaleString(lang));
  }

  function onKey(event) {
    if (event.isComposing) return;
    const last = options.length - 1;
    const shown = !list.hidden;
    const moves = {
      ArrowDown: () => (shown ? mark(chosen === last ? -1 : chosen + 1) : options.length ? open() : ask()),
      ArrowUp: () => (event.altKey ? close() : shown ? mark(chosen === -1 ? last : chosen - 1) : null),
      Home: () => chosen >= 0 && mark(0),
      End: () => chosen >= 0 && mark(last),
      Enter: () => chosen >= 0 && choose(options[chosen]),
      Escape: () => (shown ? close() : (box.value = "")),
    };
    if (event.key === "Tab") close();
    const move = moves[event.key];
    // Home, End and Enter are the box's own while nothing in the list is chosen.
    if (!move || (["Home", "End", "Enter"].includes(event.key) && (!shown || chosen < 0))) return;
    event.preventDefault();
    move();
  }

  function mark(at) {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = at;
    const item = list.children[at];
    if (!item) return box.removeAttribute("aria-activedescendant");
    item.setAttribute("aria-selected", "true");
    box.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  function open() {
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
  }

  function close() {
    clearTimeout(timer);
    request?.abort();
    mark(-1);
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
  }

  // A title opens its release, a name narrows the search, a word is searched.
  function choose({ kind, text, id }) {
    close();
    const carried = form.elements.lang ? `?lang=${form.elements.lang.value}` : "";
    if (id !== undefined) return location.assign(form.dataset.releases + encodeURIComponent(id) + carried);
    if (kind === "title" || kind === "word") {
      box.value = kind === "title" ? `"${text.replaceAll('"', " ")}"` : text;
      return form.requestSubmit();
    }
    const filters = [...new FormData(form)].filter(([name, value]) => value && name !== "q" && name !== (as ?? kind));
    location.assign(`${form.action}?${new URLSearchParams([["q", ""], ...filters, [as ?? kind, text]])}`);
  }

  function make(tag, attributes) {
    return set(document.createElement(tag), attributes);
  }

  function set(element, attributes) {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }
})();
