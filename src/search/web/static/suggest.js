// Suggestions while typing: a list under the search box (WAI-ARIA 1.2, "editable combobox with list autocomplete"). `search.js`
// makes box and list and loads this when a reader comes to the box. Texts come from the page (`data-words`).
const LETTERS = 2; // fewer say too little
const WAIT = 150; // milliseconds without a key before the server is asked
const KEPT = 50; // answers that are kept, for who deletes a letter again
const ORDER = ["person", "organization", "place", "title", "word"];

// `typed`: the reader has begun to type while this was loaded.
export function suggest(form, box, list, words, typed) {
  const { lang } = document.documentElement;
  const { as } = form.dataset; // the filter that a name is for, where it is not that of its kind: who speaks, of quotes
  const numbers = new Intl.PluralRules(lang);
  const kept = new Map();
  let options = []; // suggestions that are shown
  let chosen = -1; // the one that the keyboard is on
  let asked = ""; // text that was asked for last
  let timer = 0;
  let request = null;

  const voice = make("div", { class: "hidden", "aria-live": "polite" });
  form.append(voice);

  box.addEventListener("input", () => {
    mark(-1);
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  box.addEventListener("keydown", onKey);
  box.addEventListener("blur", close);
  box.addEventListener("click", () => options.length && open());
  form.addEventListener("submit", close);
  // A press must not take the focus from the box; a click chooses, so that a finger can still scroll.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const at = [...list.children].indexOf(event.target.closest("[role=option]"));
    if (at >= 0) choose(options[at]);
  });

  if (typed) timer = setTimeout(ask, WAIT);

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
    if (suggestion.kind === "title" || suggestion.kind === "word") name.lang = "id"; // whatever the page's language is
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
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }
}
