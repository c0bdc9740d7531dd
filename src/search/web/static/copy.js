// Buttons that copy a text of the page. Without this script, or where the browser does not let pages copy, there are none.
"use strict";

for (const button of navigator.clipboard ? document.querySelectorAll("button[data-copy]") : []) {
  const around = button.closest("[data-said]");
  const voice = document.createElement("span");
  voice.className = "said";
  voice.setAttribute("aria-live", "polite");
  button.after(voice);
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      voice.textContent = around.dataset.said;
      setTimeout(() => (voice.textContent = ""), 4000);
    } catch {
      // Not allowed to copy: the text is selected instead, so that a key press does it.
      getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
    }
  });
}
