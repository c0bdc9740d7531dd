// Long lists of choices beside the results: the link to all of them opens them in place, with a field to look among them.
// Without script the link leads to a page of its own, which is where the list comes from. Loaded at the first need.
export function open(link) {
  const list = link.closest("fieldset").querySelector(".choices");
  const box = document.createElement("input");
  const status = document.createElement("p");
  let timer = 0;
  let request = null;
  box.type = "search";
  box.autocomplete = "off";
  box.setAttribute("aria-label", link.textContent);
  box.placeholder = link.textContent;
  status.className = "hidden";
  status.setAttribute("role", "status");
  list.before(box, status);
  list.classList.add("long");
  link.parentElement.remove();
  box.focus();
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(fill, 150);
  });
  box.addEventListener("keydown", (event) => {
    // Enter would send the form around it, which this field is no part of.
    if (event.key === "Enter") event.preventDefault();
  });
  fill();

  async function fill() {
    request?.abort();
    request = new AbortController();
    try {
      const address = new URL(link.href);
      address.searchParams.set("find", box.value);
      const answer = await fetch(address, { signal: request.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = [...page.querySelectorAll(".facet-values li")];
      const ticked = [...list.children].filter((item) => item.querySelector(":checked"));
      const values = new Set(ticked.map((item) => item.querySelector("input").value));
      const others = found.filter((item) => !values.has(item.querySelector("input").value));
      for (const item of others) {
        const input = item.querySelector("input");
        input.setAttribute("form", "search");
        input.checked = false; // what the reader has taken away here stays away
      }
      list.replaceChildren(...ticked, ...others);
      status.textContent = page.querySelector(".facet-values [role=status]").textContent;
    } catch {
      // Aborted for a newer text, or no network: what is shown stays.
    }
  }
}
