/**
 * What a page does beyond being read: a pointer or the arrow keys show the figures behind a place of a chart, from
 * the table under it, and a button copies that table. Plain script of the browser, kept as text because no other
 * code of this program runs there; without it nothing is missing but these.
 */
export const SCRIPT = `
"use strict";
const tip = document.createElement("div");
tip.className = "tip";
tip.hidden = true;
tip.setAttribute("role", "status");
document.body.append(tip);

function cellsOf(row) {
  return [...row.cells];
}

function show(figure, place, x, y) {
  const table = figure.querySelector("table");
  const heads = cellsOf(table.tHead.rows[0]);
  const cells = cellsOf(table.tBodies[0].rows[place]);
  tip.replaceChildren();
  const title = document.createElement("b");
  title.textContent = cells[0].textContent;
  tip.append(title);
  cells.forEach((cell, column) => {
    if (column === 0 || cell.textContent === "" || "aside" in heads[column].dataset) return;
    const line = document.createElement("span");
    const name = document.createElement("i");
    name.textContent = heads[column].textContent;
    line.append(name, " ", cell.textContent);
    tip.append(line);
  });
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = Math.max(4, x + 14 + width > innerWidth ? x - 14 - width : x + 14) + "px";
  tip.style.top = Math.max(4, Math.min(innerHeight - height - 4, y + 14)) + "px";
}

function hide(svg) {
  for (const column of svg.querySelectorAll(".on")) column.classList.remove("on");
  tip.hidden = true;
}

for (const figure of document.querySelectorAll("figure")) {
  for (const svg of figure.querySelectorAll(":scope > svg")) {
    const columns = [...svg.querySelectorAll("[data-row]")];
    if (columns.length === 0) continue;
    let current = -1;
    const point = (place, x, y) => {
      hide(svg);
      current = place;
      columns[place].classList.add("on");
      show(figure, place, x, y);
    };
    svg.addEventListener("pointermove", (event) => {
      const place = columns.indexOf(event.target);
      if (place === -1) hide(svg);
      else point(place, event.clientX, event.clientY);
    });
    svg.addEventListener("pointerleave", () => hide(svg));
    svg.addEventListener("blur", () => hide(svg));
    svg.tabIndex = 0;
    svg.addEventListener("keydown", (event) => {
      if (event.key === "Escape") return hide(svg);
      const last = columns.length - 1;
      const aims = { ArrowRight: current + 1, ArrowDown: current + 1, ArrowLeft: current - 1, ArrowUp: current - 1, Home: 0, End: last };
      const aim = aims[event.key];
      if (aim === undefined) return;
      event.preventDefault();
      const place = Math.max(0, Math.min(last, aim));
      const box = columns[place].getBoundingClientRect();
      point(place, box.right, box.top);
    });
  }
}

function csvOf(table) {
  const quoted = (text) => (/[",\\r\\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text);
  return [...table.rows]
    .map((row) => cellsOf(row).map((cell) => quoted(cell.dataset.v ?? cell.textContent)).join(","))
    .map((line) => line + "\\r\\n")
    .join("");
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

for (const scroll of document.querySelectorAll(".scroll")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy as CSV";
  button.addEventListener("click", async () => {
    const done = await copy(csvOf(scroll.querySelector("table")));
    button.textContent = done ? "Copied" : "Copying is not allowed here";
    setTimeout(() => { button.textContent = "Copy as CSV"; }, 2000);
  });
  scroll.after(button);
}
`;
