// What was kept in this browser while a model was edited is saved now, so it need not be offered again.
"use strict";

const saved = document.querySelector("[data-saved-model]");
try {
  localStorage.removeItem(`decision-model:${saved.dataset.savedModel}`);
} catch {
  // A browser without storage has kept nothing.
}
