// One key for what is done most: it presses the button that names it. Every page works without this file.
"use strict";

document.addEventListener("keydown", (event) => {
  const writes = event.target.closest("input, select, textarea, [contenteditable]");
  if (writes || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});
