// What htmx does not do: the reading panel's focus, dropping a file, words while a report is read. Every page works without this file.
"use strict";

const panel = () => document.getElementById("reading");
const copyOf = (template) => document.getElementById(template).content.cloneNode(true);

function showOpened() {
  const position = panel()?.querySelector(".reading")?.dataset.position;
  document.querySelectorAll("#results [aria-current='true']").forEach((mark) => mark.removeAttribute("aria-current"));
  if (position) document.getElementById(`c${position}`)?.setAttribute("aria-current", "true");
}

function closeReading() {
  const opened = document.querySelector("#results [aria-current='true']");
  panel().replaceChildren(copyOf("no-reading"));
  panel().parentElement.classList.remove("sheet");
  showOpened();
  opened?.focus({ preventScroll: false });
  const address = new URL(location.href);
  address.searchParams.delete("open");
  history.replaceState(history.state, "", address);
}

document.addEventListener("DOMContentLoaded", showOpened);
if (matchMedia("(max-width: 59.99em)").matches) {
  document.querySelectorAll("[data-closed-when-narrow]").forEach((details) => (details.open = false));
}
document.addEventListener("htmx:afterSwap", (event) => {
  showOpened();
  if (event.detail.target.id !== "reading") return;
  panel().parentElement.classList.add("sheet");
  panel().querySelector("h3")?.focus({ preventScroll: true });
  // Where the reading lies over the text, the sentence moves up to where it can be seen.
  const liesOver = getComputedStyle(panel().parentElement).position === "fixed";
  if (liesOver) document.querySelector("#results [aria-current='true']")?.scrollIntoView({ block: "start" });
});
function showProblem(reason) {
  const template = document.getElementById("problem");
  if (!template) return;
  const problem = copyOf("problem");
  problem.querySelector("[data-problem]").textContent = template.dataset[reason];
  panel().replaceChildren(problem);
  panel().parentElement.classList.add("sheet");
  showOpened();
  panel().querySelector("h3").focus({ preventScroll: true });
}
document.addEventListener("htmx:responseError", (event) => showProblem(event.detail.xhr.status === 404 ? "gone" : "failed"));
document.addEventListener("htmx:sendError", () => showProblem("failed"));

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) closeReading();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && panel()?.querySelector(".reading")) closeReading();
});

document.querySelectorAll("[data-drop]").forEach((box) => {
  const input = box.querySelector("input[type=file]");
  const showName = () => {
    const names = Array.from(input.files, (file) => file.name);
    if (names.length) box.querySelector("[data-file-name]").textContent = names.join("、");
  };
  const over = (isOver) => (event) => {
    event.preventDefault();
    box.classList.toggle("is-over", isOver);
  };
  box.addEventListener("dragover", over(true));
  box.addEventListener("dragleave", over(false));
  box.addEventListener("drop", (event) => {
    over(false)(event);
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    showName();
  });
  input.addEventListener("change", showName);
  showName(); // a file may have been chosen before this script ran
});
document.querySelectorAll("form[data-progress]").forEach((form) => {
  form.addEventListener("submit", () => {
    form.querySelector("[data-progress-words]").textContent = form.dataset.progress;
  });
});
