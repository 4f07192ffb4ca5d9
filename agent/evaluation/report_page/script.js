"use strict";
// Shows the problems of the page's data. Names and reasons come from files: they are set as text, never as HTML.
const problems = JSON.parse(document.getElementById("data").textContent);
const find = id => document.getElementById(id);
const CLOSE = 0.2, CHUNK = 30;  // a close call: the best two options are nearer than this in probability
let shown = [], drawn = 0;

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function short(value) {
  const size = Math.abs(value);
  return String(size < 0.1 || size >= 100 ? +value.toPrecision(3) : +value.toFixed(2));
}
function share(value) { return (100 * value).toFixed(value > 0.0005 && value < 0.9995 ? 1 : 0) + "%"; }

function lead(problem) {
  const values = problem.probabilities || problem.scores;
  if (!values || !problem.runnerUp || problem.answer < 1) return Infinity;
  return (values[problem.answer - 1] ?? 0) - (values[problem.runnerUp - 1] ?? 0);
}

function sureness(problem) {
  if (problem.answer < 1) return -1;
  return problem.probabilities ? problem.probabilities[problem.answer - 1] : Math.min(lead(problem), 1e9);
}

function isClose(problem) {
  if (problem.tied) return true;
  if (problem.probabilities) return lead(problem) < CLOSE;
  const told = (problem.scores || []).filter(value => value !== null);
  return told.length > 1 && lead(problem) < 0.05 * (Math.max(...told) - Math.min(...told));
}

const SIGNS = {Correct: ["✓", "right", "right"], Incorrect: ["✗", "wrong", "wrong"], Skipped: ["–", "", "skipped"],
               Unknown: ["●", "chosen", "no key"]};

// Filters and order

function matches(problem) {
  const verdict = find("verdict").value;
  if (verdict === "failed" ? !["Incorrect", "Skipped"].includes(problem.verdict) : verdict && problem.verdict !== verdict) return false;
  if (find("close").checked && !isClose(problem)) return false;
  if (find("set").value && problem.set !== find("set").value) return false;
  if (find("rule").value && problem.rule !== find("rule").value) return false;
  const text = find("text").value.trim().toLowerCase();
  return !text || problem.search.includes(text);
}

const ORDERS = {
  order: (a, b) => a.place - b.place,
  sure: (a, b) => sureness(a) - sureness(b),
  lead: (a, b) => Math.min(lead(a), 1e9) - Math.min(lead(b), 1e9),
  seconds: (a, b) => (b.seconds ?? 0) - (a.seconds ?? 0),
  name: (a, b) => a.name.localeCompare(b.name, undefined, {numeric: true}),
};

function update() {
  shown = problems.filter(matches).sort(ORDERS[find("sort").value]);
  drawn = 0;
  find("list").replaceChildren();
  find("count").textContent = `${shown.length} of ${problems.length} problems`;
  drawMore();
}

function drawMore() {
  const page = document.createDocumentFragment();
  for (const problem of shown.slice(drawn, drawn + CHUNK)) page.append(drawProblem(problem));
  drawn = Math.min(drawn + CHUNK, shown.length);
  find("list").append(page);
}

// One problem

function drawProblem(problem) {
  const item = make("li", `problem ${problem.verdict}`);
  const [sign, colour, word] = SIGNS[problem.verdict];
  const title = make("button", "title");
  title.type = "button";
  title.setAttribute("aria-expanded", "false");
  title.append(make("span", `sign ${colour}`, `${sign} ${word}`), make("b", "", problem.name));
  const facts = [problem.set];
  if (problem.rule) facts.push(problem.rule);
  if (problem.answer > 0) facts.push(`chose ${problem.answer}` + (problem.verdict === "Incorrect" ? `, right ${problem.right}` : ""));
  if (problem.probabilities) facts.push(share(problem.probabilities[problem.answer - 1]));
  if (isClose(problem)) facts.push("close");
  if (problem.seconds !== undefined) facts.push(`${problem.seconds.toFixed(2)}\u00a0s`);
  title.append(make("span", "aside", facts.join(" · ")));
  title.addEventListener("click", () => toggle(item, title, problem));
  item.append(title);
  if (problem.figures) item.append(drawPanels(problem));
  return item;
}

function drawFigure(problem, place, label) {
  const figure = make("span", "figure"), count = problem.matrix + problem.options;
  figure.setAttribute("role", "img");
  figure.setAttribute("aria-label", label);
  for (const kind of problem.scenes ? ["figures", "scenes"] : ["figures"]) {
    const image = make("i", kind === "scenes" ? "scene" : "");
    image.style.backgroundImage = `url(${problem[kind]})`;
    image.style.setProperty("--count", count);
    image.style.setProperty("--at", count > 1 ? place / (count - 1) : 0);
    figure.append(image);
  }
  if (problem.scenes) figure.tabIndex = 0;
  return figure;
}

function drawPanels(problem) {
  const panels = make("div", "panels"), matrix = make("div", "matrix"), options = make("div", "options");
  matrix.style.setProperty("--columns", problem.type[0]);
  for (let place = 0; place < problem.matrix; place++)
    matrix.append(drawFigure(problem, place, `figure ${"ABCDEFGH"[place]}`));
  matrix.append(make("span", "open", "?"));
  options.style.setProperty("--across", Math.ceil(problem.options / 2));
  for (let number = 1; number <= problem.options; number++) options.append(drawOption(problem, number));
  panels.append(matrix, options);
  return panels;
}

function drawOption(problem, number) {
  const chosen = number === problem.answer, right = number === problem.right;
  const wrong = chosen && problem.right !== undefined && !right;
  const option = make("div", `option${chosen ? " is-chosen" : ""}${right ? " is-right" : ""}${wrong ? " is-wrong" : ""}`);
  const words = [chosen ? "chosen" : "", right ? "right" : wrong ? "wrong" : ""].filter(Boolean);
  const values = problem.probabilities || problem.scores || [], value = values[number - 1];
  const told = problem.probabilities ? share(value) : value === undefined || value === null ? "" : short(value);
  const caption = make("div", "caption");
  caption.append(make("span", "number", `${number} `));
  if (right) caption.append(make("span", "sign right", "✓"));
  else if (wrong) caption.append(make("span", "sign wrong", "✗"));
  else if (chosen) caption.append(make("span", "sign chosen", "●"));
  caption.append(make("span", "told", ` ${told}`));
  caption.setAttribute("aria-hidden", "true");
  const frame = make("div", "frame");
  frame.append(drawFigure(problem, problem.matrix + number - 1, [`option ${number}`, ...words, told].filter(Boolean).join(", ")));
  option.append(caption, frame);
  if (told) {
    const bar = make("div", "bar"), fill = make("span"), finite = values.filter(other => other !== null);
    const least = problem.probabilities ? 0 : Math.min(...finite), most = problem.probabilities ? 1 : Math.max(...finite);
    fill.style.width = `${most > least ? 100 * (value - least) / (most - least) : 0}%`;
    bar.title = problem.probabilities ? `probability ${told}` : `score ${told}`;
    bar.append(fill);
    option.append(bar);
  }
  return option;
}

// Why

function toggle(item, title, problem) {
  const open = title.getAttribute("aria-expanded") === "true";
  title.setAttribute("aria-expanded", String(!open));
  item.classList.toggle("open-why", !open);
  if (open) item.querySelector(".why").remove();
  else item.append(drawReasons(problem));
}

function drawReasons(problem) {
  const why = make("div", "why");
  if (problem.error) why.append(make("pre", "", problem.error));
  if (problem.tied) why.append(make("p", "", `Options ${problem.tied.join(" and ")} score the same: the one with the least ink is taken.`));
  if (problem.answer > 0 && problem.scores && problem.runnerUp) {
    drawLead(why, problem, problem.runnerUp);
    if (problem.verdict === "Incorrect" && problem.right !== problem.runnerUp) drawLead(why, problem, problem.right);
  }
  for (const [text, adds] of problem.reasons || []) if (!adds.length) why.append(make("p", "", text));
  if (problem.path) why.append(make("p", "aside", problem.path));
  return why;
}

function drawLead(why, problem, other) {
  const difference = values => (values[problem.answer - 1] ?? 0) - (values[other - 1] ?? 0);
  const rows = (problem.reasons || []).filter(([, adds]) => adds.length)
    .map(([text, adds, rest, told]) => [difference(adds), told[other] || text, rest]);
  rows.sort((a, b) => a[2] - b[2] || b[0] - a[0]);
  const unit = problem.probabilities ? " nats" : "";
  why.append(make("h3", "", `Why ${problem.answer} and not ${other}${other === problem.right ? ", which is right" : ""}: ` +
                            `it leads by ${difference(problem.scores).toFixed(2)}${unit}`));
  if (!rows.length) return;
  const table = make("table"), body = make("tbody"), foot = make("tfoot"), largest = Math.max(...rows.map(row => Math.abs(row[0])), 1e-9);
  const signed = value => (value < 0 ? "−" : "+") + Math.abs(value).toFixed(2);
  for (const [value, text] of rows) {
    const row = make("tr"), push = make("td", "push"), bar = make("span", value < 0 ? "against" : "");
    bar.style.width = `${100 * Math.abs(value) / largest}%`;
    push.append(bar);
    row.append(make("td", "number", signed(value)), push, make("td", "", text));
    body.append(row);
  }
  const total = make("tr");
  total.append(make("td", "number", signed(rows.reduce((sum, row) => sum + row[0], 0))), make("td", "push"), make("td", "", "in all"));
  foot.append(total);
  table.append(body, foot);
  why.append(table);
}

// Keys, theme, start

function move(step) {
  const titles = [...document.querySelectorAll(".title")];
  const at = titles.indexOf(document.activeElement);
  if (at + step >= titles.length) drawMore();
  const next = document.querySelectorAll(".title")[Math.max(0, at + step)];
  if (next) { next.focus(); next.scrollIntoView({block: "nearest"}); }
}

function reset() {
  for (const id of ["verdict", "set", "rule", "text"]) find(id).value = "";
  find("close").checked = false;
  update();
}

document.addEventListener("keydown", event => {
  if (event.key === "Escape") { document.activeElement.blur(); reset(); return; }
  if (event.target.matches("input[type=search], select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "/") { event.preventDefault(); find("text").focus(); }
  else if (event.key === "w") { find("verdict").value = find("verdict").value === "Incorrect" ? "" : "Incorrect"; update(); }
});

find("theme").addEventListener("click", () => {
  const dark = getComputedStyle(document.documentElement).getPropertyValue("--page").trim() === "#0d1117";
  document.documentElement.dataset.theme = dark ? "light" : "dark";
});

problems.forEach((problem, place) => {
  problem.place = place;
  const words = [problem.name, problem.set, problem.rule, problem.error, ...(problem.reasons || []).map(reason => reason[0])];
  problem.search = words.filter(Boolean).join("\n").toLowerCase();
});
for (const id of ["set", "rule"]) {
  for (const value of [...new Set(problems.map(problem => problem[id]))].filter(Boolean)) {
    const option = make("option", "", value);
    option.value = value;
    find(id).append(option);
  }
}
find("seen").hidden = !problems.some(problem => problem.scenes);
find("rule-label").hidden = !problems.some(problem => problem.rule);
for (const id of ["verdict", "set", "rule", "close", "sort"]) find(id).addEventListener("change", update);
find("text").addEventListener("input", update);
new IntersectionObserver(entries => { if (entries.some(entry => entry.isIntersecting) && drawn < shown.length) drawMore(); },
                         {rootMargin: "1500px"}).observe(find("more"));
update();
document.documentElement.dataset.ready = "true";
