"use strict";
// A document's page without this script shows everything; with it, entries and their words in the
// text point at each other, and filters appear. Spans were cut before: here are only ids.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const cards = new Map(all(".card").map((card) => [card.id, card]));
  const segments = all(".text .seg");
  const refs = all(".text .ref");
  const form = document.querySelector(".filters");
  const output = form.querySelector("output");
  const peek = document.querySelector(".peek");
  const beside = matchMedia("(min-width: 62rem) and (min-height: 28rem)");
  const pieces = new Map([...cards.keys()].map((id) => [id, []]));
  const marksOf = (segment) => segment.dataset.marks.split(" ");
  const idsOf = (segment) => [...new Set(marksOf(segment).map((mark) => mark.split(":")[0]))];
  const seen = (id) => !cards.get(id).hidden;
  for (const segment of segments) for (const id of idsOf(segment)) pieces.get(id).push(segment);

  // What is lit: what the pointer is at, else what was chosen.

  let chosen = [];
  let pointed = [];
  let lit = [];

  function paint() {
    for (const id of lit) toggle(id, false);
    lit = (pointed.length ? pointed : chosen).filter(seen);
    for (const id of [...lit].reverse()) toggle(id, true);
  }

  function toggle(id, on) {
    cards.get(id).classList.toggle("lit", on);
    const kind = cards.get(id).dataset.kind;
    for (const piece of pieces.get(id)) {
      piece.classList.toggle("lit", on);
      piece.classList.toggle(kind, on);
    }
  }

  function choose(ids) {
    chosen = ids;
    paint();
    peek.hidden = true;
  }

  // Scrolling: only the other pane moves, so nothing slips away under the pointer or the focus.

  const show = (element) => element?.scrollIntoView({ block: "nearest" });
  const showText = (ids) => beside.matches && show(pieces.get(ids[0])?.[0]);
  const showCard = (ids) => beside.matches && show(cards.get(ids[0]));

  function peekAt(ids) {
    if (beside.matches || !ids.length) return;
    peek.replaceChildren(...ids.map((id) => {
      const link = document.createElement("a");
      link.href = `#${id}`;
      const words = cards.get(id).querySelectorAll(".label, .heading, .badge");
      link.textContent = [...words].map((each) => each.textContent.trim()).join(" · ");
      return link;
    }));
    peek.hidden = false;
  }

  // The pointer

  let wait = 0;
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const card = event.target.closest(".card");
    const segment = event.target.closest(".text .seg");
    clearTimeout(wait);
    pointed = card ? [card.id] : segment ? idsOf(segment).filter(seen) : [];
    paint();
    const ids = pointed;
    if (ids.length) wait = setTimeout(() => (card ? showText(ids) : showCard(ids)), 150);
  });
  document.documentElement.addEventListener("pointerleave", () => {
    clearTimeout(wait);
    pointed = [];
    paint();
  });

  // Choosing: a click or a tap, the keyboard's focus, a deep link

  document.addEventListener("click", (event) => {
    if (event.target.closest(".filters, .bar, summary") || !getSelection().isCollapsed) return;
    const link = event.target.closest("a[href^='#']");
    if (link) return follow(link.hash);
    if (event.target.closest("a")) return;
    const card = event.target.closest(".card");
    const segment = event.target.closest(".text .seg");
    const ids = card ? [card.id] : segment ? idsOf(segment).filter(seen) : [];
    choose(ids);
    remember(ids);
    if (card) showText(ids);
    if (segment) { showCard(ids); peekAt(ids); }
  });

  document.addEventListener("focusin", (event) => {
    const card = event.target.closest(".card");
    const ref = event.target.closest(".text .ref");
    if (card) { choose([card.id]); showText([card.id]); }
    if (ref) { choose([ref.hash.slice(1)]); showCard(chosen); }
  });

  function remember(ids) {
    const here = location.pathname + location.search;
    history.replaceState(null, "", ids.length ? `#${ids[0]}` : here);
  }

  function follow(hash) {
    const id = hash.slice(1).replace(/^t-/, "");
    if (!cards.has(id)) return;
    if (!seen(id)) form.reset();
    choose([id]);
    showText([id]);
    showCard([id]);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (chosen.length || !peek.hidden) { choose([]); remember([]); } else form.reset();
  });

  // Filters

  function fits(card, wanted) {
    const { kind, sort, names } = card.dataset;
    return (!wanted.kind || [kind, `${kind}/${sort}`].includes(wanted.kind))
      && (!wanted.act || (kind === "statement" && sort === wanted.act))
      && (!wanted.actor || JSON.parse(names).includes(wanted.actor));
  }

  const ledgers = all("[data-ledger]").filter((ledger) => !["actor", "issue"].includes(ledger.dataset.ledger));
  const entries = ledgers.flatMap((ledger) => [...ledger.querySelectorAll(".card")]);

  function filter() {
    const wanted = Object.fromEntries(new FormData(form));
    const narrowed = Object.values(wanted).some(Boolean);
    for (const card of entries) card.hidden = !fits(card, wanted);
    for (const ledger of ledgers) ledger.hidden = narrowed && !ledger.querySelector(".card:not([hidden])");
    for (const ref of refs) ref.hidden = !seen(ref.hash.slice(1));
    for (const segment of segments) {
      const looks = marksOf(segment).filter((mark) => seen(mark.split(":")[0]));
      segment.className = ["seg", ...looks.map((mark) => `${mark[0]}-${mark.split(":")[1]}`)].join(" ");
    }
    lit = [];
    paint();
    const left = entries.filter((card) => !card.hidden).length;
    output.textContent = narrowed ? `${left} of ${entries.length} entries shown` : `${entries.length} entries`;
  }

  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();

  addEventListener("hashchange", () => follow(location.hash));
  follow(location.hash);
})();
