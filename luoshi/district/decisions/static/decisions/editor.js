// The model editor: dmn-js where it is there, else the text. What is typed stays in this browser until it is saved. The form works without this file.
"use strict";

const form = document.querySelector("[data-editor]");
const part = (name) => form.querySelector(`[data-${name}]`);
const text = form.querySelector("#content");
const key = `decision-model:${form.dataset.key}`;
const opened = text.value;

// --- what dmn-js does not read: it knows DMN 1.3, and shows a rule's description where the standard has columns of annotations

const KNOWN = "20191111";
const SPACE = /https:\/\/www\.omg\.org\/spec\/DMN\/(\d{8})\/(?=MODEL|DMNDI|FEEL)/g;
const OLD_SPACE = /http:\/\/www\.omg\.org\/spec\/DMN\/20180521\/(?=MODEL|DMNDI|FEEL)/g;
let dated = KNOWN;

function children(element, name) {
  return [...element.children].filter((child) => child.localName === name);
}

function inner(element, name) {
  const found = children(element, name)[0];
  return found ? (children(found, "text")[0]?.textContent ?? "") : "";
}

function made(parent, name, content, first) {
  const prefix = parent.prefix ? `${parent.prefix}:` : "";
  const element = parent.ownerDocument.createElementNS(parent.namespaceURI, prefix + name);
  if (name === "description") {
    element.textContent = content;
  } else {
    const words = element.ownerDocument.createElementNS(parent.namespaceURI, `${prefix}text`);
    words.textContent = content;
    element.append(words);
  }
  if (first) parent.prepend(element);
  else parent.append(element);
}

// Tables with one column of annotations, as rules with a clause each have it.
function annotated(xml, change) {
  const tree = new DOMParser().parseFromString(xml, "application/xml");
  if (tree.querySelector("parsererror")) return xml;
  for (const table of tree.getElementsByTagNameNS("*", "decisionTable")) {
    if (children(table, "annotation").length === 1) children(table, "rule").forEach(change);
  }
  return new XMLSerializer().serializeToString(tree);
}

function forEditor(xml) {
  dated = SPACE.exec(xml)?.[1] ?? KNOWN;
  SPACE.lastIndex = 0;
  const known = xml.replace(SPACE, `https://www.omg.org/spec/DMN/${KNOWN}/`).replace(OLD_SPACE, `https://www.omg.org/spec/DMN/${KNOWN}/`);
  return annotated(known, (rule) => {
    const clause = inner(rule, "annotationEntry");
    if (clause && !children(rule, "description").length) made(rule, "description", clause, true);
    children(rule, "annotationEntry").forEach((entry) => entry.remove());
  });
}

function fromEditor(xml) {
  const whole = annotated(xml, (rule) => {
    const clause = children(rule, "description")[0]?.textContent ?? "";
    children(rule, "description").forEach((each) => each.remove());
    made(rule, "annotationEntry", clause, false);
  });
  const declared = whole.startsWith("<?xml") ? whole : `<?xml version="1.0" encoding="UTF-8"?>\n${whole}`;
  return declared.replace(SPACE, `https://www.omg.org/spec/DMN/${dated}/`);
}

// --- the graphical editor

let modeler = null;
let touched = false;

function say(problem) {
  part("editor-problem").textContent = problem;
  part("editor-problem").hidden = !problem;
}

function show(graphic) {
  part("editor-frame").hidden = !graphic;
  part("text").hidden = graphic;
  part("graphic").hidden = !window.DmnJS;
}

function showViews() {
  const active = modeler.getActiveView();
  const buttons = modeler.getViews().map((view) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "switch";
    button.textContent = view.type === "drd" ? part("editor-canvas").dataset.overview : view.name || view.id;
    button.setAttribute("aria-pressed", String(view === active));
    button.addEventListener("click", () => modeler.open(view));
    return button;
  });
  part("editor-views").replaceChildren(...buttons);
}

function inWords(template, values = {}) {
  return (window.editorWords?.[template] ?? template).replace(/{([^}]+)}/g, (whole, name) => values[name] ?? whole);
}

function editor() {
  const spoken = { additionalModules: [{ translate: ["value", inWords] }] };
  return new window.DmnJS({
    container: part("editor-canvas"),
    drd: spoken,
    decisionTable: spoken,
    literalExpression: spoken,
    boxedExpression: spoken,
  });
}

async function openGraphic() {
  const own = editor();
  own.on("views.changed", () => modeler === own && showViews());
  try {
    const { warnings } = await own.importXML(forEditor(text.value));
    if (warnings.length) throw new Error(warnings.map((warning) => warning.message).join(" "));
  } catch (error) {
    own.destroy();
    say(`${form.dataset.failed} ${error.message}`.trim());
    show(false);
    return;
  }
  modeler = own;
  touched = false;
  say("");
  show(true);
  const table = modeler.getViews().find((view) => view.type !== "drd");
  if (table) await modeler.open(table);
  showViews();
}

// The text changes only if somebody has changed the drawing, so that an untouched file keeps every byte.
async function takeOver() {
  if (modeler && touched) text.value = fromEditor((await modeler.saveXML({ format: true })).xml);
  touched = false;
}

async function openText() {
  await takeOver();
  modeler?.destroy();
  modeler = null;
  show(false);
}

// --- what is typed stays in this browser

async function keep() {
  await takeOver();
  if (text.value === opened) return;
  const reason = form.querySelector("[name=reason]").value;
  try {
    localStorage.setItem(key, JSON.stringify({ content: text.value, reason, at: new Date().toISOString() }));
  } catch {
    // A browser without storage keeps nothing; the form still has everything.
  }
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function offerKept() {
  const found = kept();
  if (!found || found.content === opened) return;
  part("kept-at").textContent = new Date(found.at).toLocaleString(document.documentElement.lang);
  part("kept").hidden = false;
  part("kept-take").addEventListener("click", async () => {
    part("kept").hidden = true;
    modeler?.destroy();
    modeler = null;
    text.value = found.content;
    form.querySelector("[name=reason]").value ||= found.reason;
    if (window.DmnJS) await openGraphic();
  });
  part("kept-drop").addEventListener("click", () => {
    localStorage.removeItem(key);
    part("kept").hidden = true;
  });
}

let waiting = null;
function keepSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(keep, 1000);
}

form.addEventListener("input", (event) => {
  if (part("editor-frame").contains(event.target)) touched = true;
  keepSoon();
});
["click", "keyup", "drop"].forEach((type) =>
  part("editor-frame").addEventListener(type, (event) => {
    if (event.target.closest("[data-editor-views], [data-editor-text]")) return;
    touched = true;
    keepSoon();
  }),
);
part("editor-text").addEventListener("click", openText);
part("editor-graphic").addEventListener("click", openGraphic);
part("give-up").addEventListener("click", () => localStorage.removeItem(key));

form.addEventListener("submit", async (event) => {
  if (!modeler || form.dataset.ready) return;
  event.preventDefault();
  document.activeElement?.blur(); // a cell that is being edited gives its text away when it is left
  await new Promise((done) => setTimeout(done, 100));
  await keep();
  form.dataset.ready = "yes";
  form.requestSubmit();
});

offerKept();
if (window.DmnJS) openGraphic();
