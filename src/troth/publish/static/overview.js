"use strict";
// The lists of many documents without this script show everything; with it they can be filtered
// and sorted.
(() => {
  const form = document.querySelector(".filters");
  const output = form.querySelector("output");
  const rows = [...document.querySelectorAll("[data-entries]")];
  const plain = (text) => text.toLocaleLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

  // Filters: a row stays when one of its entries has all that is wanted.

  function fits(row, wanted) {
    const names = JSON.parse(row.dataset.names).map(plain);
    return JSON.parse(row.dataset.entries).some(([kind, sort, who]) =>
      (!wanted.kind || [kind, `${kind}/${sort}`].includes(wanted.kind))
      && (!wanted.act || (kind === "statement" && sort === wanted.act))
      && (!wanted.actor || who.some((place) => names[place].includes(wanted.actor))));
  }

  function filter() {
    const wanted = Object.fromEntries(new FormData(form));
    wanted.actor = plain(wanted.actor.trim());
    const narrowed = Object.values(wanted).some(Boolean);
    let left = 0;
    for (const row of rows) {
      row.hidden = narrowed && !fits(row, wanted);
      if (!row.hidden) left += 1;
    }
    const nouns = form.dataset.noun === "entry" ? "entries" : "documents";
    output.textContent = narrowed ? `${left} of ${rows.length} ${nouns} shown` : `${rows.length} ${nouns}`;
  }

  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") form.reset(); });
  form.hidden = false;
  filter();

  // Sorting: what has no value stands last in both directions.

  const order = new Intl.Collator(undefined, { numeric: true }).compare;
  for (const head of document.querySelectorAll("th[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(head));
  }

  function sort(head) {
    const first = head.classList.contains("number") ? "descending" : "ascending";
    const other = first === "ascending" ? "descending" : "ascending";
    const way = head.getAttribute("aria-sort") === first ? other : first;
    for (const each of head.parentNode.children) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", way);
    const sign = way === "ascending" ? 1 : -1;
    const value = (row) => row.children[head.cellIndex].dataset.value;
    const compare = (one, two) => !value(one) - !value(two) || sign * order(value(one), value(two));
    const body = head.closest("table").tBodies[0];
    body.append(...[...body.rows].sort(compare));
  }
})();
