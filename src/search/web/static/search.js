// The search box of every page, and what opens in place. Without this script the form is a plain form and links lead to pages.
"use strict";

(() => {
  const form = document.querySelector("#search");
  const box = form?.elements.q;

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

  // Fields that are empty say nothing in an address.
  form?.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (!value && name !== "q") formData.delete(name);
  });

  if (!form?.dataset.suggest) return;

  // A combobox from the start, since a screen reader says what a field is when it is reached. What it does is loaded then.
  const list = document.createElement("ul");
  const words = JSON.parse(form.dataset.words);
  set(list, { id: "suggestions", class: "suggestions", role: "listbox", "aria-label": words.label, hidden: "" });
  set(box, {
    type: "text", // a field of type "search" may not be a combobox
    role: "combobox",
    enterkeyhint: "search",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  });
  box.parentElement.append(list);
  box.addEventListener("focus", load, { once: true });
  if (document.activeElement === box) load();

  async function load() {
    const before = box.value;
    try {
      const { suggest } = await import(form.dataset.script);
      suggest(form, box, list, words, box.value !== before);
    } catch {
      // No network: the form works all the same.
    }
  }

  function set(element, attributes) {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  }
})();
