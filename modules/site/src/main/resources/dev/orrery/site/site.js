"use strict";
const root = document.documentElement.dataset.root;
const byId = (id) => document.getElementById(id);

// Formulas, where the page has any.
if (window.katex) {
  for (const formula of document.querySelectorAll(".formula")) {
    const tex = formula.textContent;
    try {
      katex.render(tex, formula, { displayMode: formula.classList.contains("display") });
    } catch (e) {
      formula.classList.add("formula-error");
      formula.title = e.message;
      console.error(e.message);
    }
    if (formula.classList.contains("display")) formula.tabIndex = 0;
  }
}

// Light or dark.
byId("theme").addEventListener("click", () => {
  const html = document.documentElement;
  const dark = html.dataset.theme
    ? html.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  html.dataset.theme = dark ? "light" : "dark";
  try {
    localStorage.setItem("orrery-theme", html.dataset.theme);
  } catch (e) {
    // it lasts for this page
  }
});

// The menu folds on narrow screens.
const menu = byId("menu");
function fold(open) {
  document.body.classList.toggle("menu-open", open);
  menu.setAttribute("aria-expanded", String(open));
}
menu.addEventListener("click", () => fold(!document.body.classList.contains("menu-open")));
const current = document.querySelector("#pages [aria-current]");
if (current && current.offsetParent) current.scrollIntoView({ block: "center" });

// The contents stand open where there is room beside the text.
const contents = byId("contents");
const room = matchMedia("(min-width: 1200px)");
function unfold() {
  if (contents) contents.open = room.matches;
}
room.addEventListener("change", unfold);
unfold();
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("article details")) folded.open = true;
});

// Search: lunr and the texts are loaded when somebody wants them.
const words = byId("words");
const results = byId("results");
let search = null;

function load(name) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = root + "assets/" + name;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
}

function prepare() {
  search ??= Promise.all([load("lunr.min.js"), load("search.js")]).then(() => {
    const sections = window.orrerySections;
    return lunr(function () {
      this.ref("id");
      this.field("title", { boost: 5 });
      this.field("heading", { boost: 8 });
      this.field("text");
      this.metadataWhitelist = [];
      sections.forEach((section, id) => {
        // Parts of a name such as orrery_shingle_size are words of their own too.
        const parts = (section.text.match(/\w+_\w+/g) ?? []).join(" ").replaceAll("_", " ");
        this.add({ id, title: section.title, heading: section.heading, text: section.text + " " + parts });
      });
    });
  });
  return search;
}

async function find() {
  const text = words.value.trim().toLowerCase();
  if (!text) return show([], "");
  const index = await prepare();
  const terms = text.split(/[\s:*^~+-]+/).filter((term) => term);
  const found = index.query((query) => {
    for (const term of terms) {
      query.term(lunr.tokenizer(term), { boost: 10 });
      query.term(term, { wildcard: lunr.Query.wildcard.TRAILING, usePipeline: false });
      if (term.length > 5) query.term(term, { editDistance: 1, boost: 0.2 });
    }
  });
  if (words.value.trim().toLowerCase() === text) {
    show(found.slice(0, 20).map((hit) => window.orrerySections[hit.ref]), terms, found.length);
  }
}

function excerpt(text, terms) {
  const lower = text.toLowerCase();
  const at = Math.max(0, ...terms.map((term) => lower.indexOf(term)));
  const start = at < 60 ? 0 : text.indexOf(" ", at - 60) + 1;
  return (start ? "... " : "") + text.slice(start, start + 180) + (start + 180 < text.length ? " ..." : "");
}

function marked(text, terms) {
  const line = document.createElement("span");
  const pattern = terms.map((term) => term.replace(/[.?()[\]{}|\\$/]/g, "\\$&")).join("|");
  text.split(new RegExp("(" + pattern + ")", "i")).forEach((part, i) => {
    line.append(i % 2 ? Object.assign(document.createElement("mark"), { textContent: part }) : part);
  });
  return line;
}

function show(sections, terms, count) {
  results.replaceChildren();
  results.hidden = !terms.length;
  if (results.hidden) return;
  const told = document.createElement("p");
  told.textContent = count ? (count === 1 ? "1 section" : count + " sections") : "Nothing found";
  const list = document.createElement("ol");
  for (const section of sections) {
    const link = document.createElement("a");
    link.href = root + section.address;
    const head = document.createElement("strong");
    head.textContent =
      section.title + (section.heading === section.title ? "" : ": " + section.heading);
    link.append(head, marked(excerpt(section.text, terms), terms));
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  results.append(told, list);
}

words.addEventListener("focus", prepare);
words.addEventListener("input", find);
byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  results.querySelector("a")?.click();
});
results.addEventListener("click", (event) => {
  if (event.target.closest("a")) results.hidden = true;
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("#results, #search")) results.hidden = true;
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    words.focus();
  } else if (event.key === "Escape") {
    results.hidden = true;
    fold(false);
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !results.hidden) {
    const links = [...results.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? words : links[Math.min(next, links.length - 1)])?.focus();
    event.preventDefault();
  }
});
