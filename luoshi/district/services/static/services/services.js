// What an application's form does by itself: it keeps what is written, and says what is still missing. Without this file its buttons do both.
"use strict";

const form = document.querySelector("form[data-live]");
const WAIT_MS = 500;
const AGAIN_MS = 5000;
let timer;
let running = null;
let changed = false;

const kept = () => document.getElementById("kept");

function token() {
  // After a new sign-in in another window the page's own token no longer counts; the cookie has the one that does.
  const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  if (found) form.elements.csrfmiddlewaretoken.value = found[1];
}

function later(wait = WAIT_MS) {
  clearTimeout(timer);
  timer = setTimeout(keep, wait);
}

async function keep() {
  if (running) return later();
  changed = false;
  running = send(written());
  await running;
  running = null;
  if (changed) later();
}

function written(files) {
  token();
  const data = new FormData(form);
  for (const name of [...new Set(data.keys())]) if (name.startsWith("paper-")) data.delete(name);
  if (files) for (const file of files.files) data.append(files.name, file);
  data.delete("condition");
  data.delete("signed_name");
  return data;
}

async function send(data) {
  kept().textContent = form.dataset.saving;
  try {
    const answer = await fetch(form.action || location.pathname, { method: "POST", body: data, headers: { "X-Live": "1" } });
    if (answer.status === 401 || answer.status === 403) return signedOut();
    if (answer.status === 409 && !answer.headers.get("X-Live")) return location.reload();
    if (answer.status >= 500) return unreachable();
    show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    unreachable();
  }
}

function signedOut() {
  const link = Object.assign(document.createElement("a"), { href: form.dataset.signIn, target: "_blank", rel: "noopener" });
  link.textContent = form.dataset.signInWords;
  kept().replaceChildren(`${form.dataset.signedOut} `, link);
  kept().classList.add("must-act");
  changed = false;
}

function unreachable() {
  kept().textContent = form.dataset.unreachable;
  kept().classList.add("must-act");
  later(AGAIN_MS);
}

function show(page) {
  const focused = document.activeElement?.id;
  const way = form.querySelector("[name=path]:checked")?.id;
  kept().classList.remove("must-act");
  page.querySelectorAll("[data-part]").forEach((part) => document.getElementById(part.id)?.replaceWith(part));
  page.querySelectorAll("[data-note]").forEach(showNote);
  page.querySelectorAll("[data-words]").forEach((words) => {
    const place = document.getElementById(words.id);
    if (place && place.textContent !== words.textContent) place.textContent = words.textContent;
  });
  if (changed && way) document.getElementById(way).checked = true; // chosen while the answer was on its way
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

function showNote(note) {
  const field = document.getElementById(note.dataset.note);
  if (!field) return;
  field.hidden = note.dataset.needed === "0";
  const problem = note.textContent.trim();
  document.getElementById(note.id).textContent = problem;
  field.classList.toggle("has-error", Boolean(problem));
  field.querySelectorAll("input:not([type=hidden]), select, textarea").forEach((input) => {
    if (problem) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  });
}

async function upload(input) {
  while (running) await running;
  running = send(written(input));
  await running;
  running = null;
}

if (form) {
  form.addEventListener("input", (event) => {
    if (event.target.type === "file" || ["condition", "signed_name"].includes(event.target.name)) return;
    changed = true;
    later();
  });
  form.addEventListener("change", (event) => {
    if (event.target.type === "file" && event.target.files.length) upload(event.target);
    if (event.target.name === "path") document.getElementById("promise")?.toggleAttribute("open", event.target.value === "commitment");
  });
  form.addEventListener("submit", async (event) => {
    token();
    clearTimeout(timer);
    changed = false;
    if (!running) return;
    event.preventDefault(); // what is on its way arrives first, so that the page has seen the newest state
    await running;
    form.requestSubmit(event.submitter);
  });
  form.addEventListener("dragover", (event) => event.target.closest("[data-paper]") && event.preventDefault());
  form.addEventListener("drop", (event) => {
    const box = event.target.closest("[data-paper]");
    if (!box || !event.dataTransfer.files.length) return;
    event.preventDefault();
    box.querySelector("input[type=file]").files = event.dataTransfer.files;
    upload(box.querySelector("input[type=file]"));
  });
}
