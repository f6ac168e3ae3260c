(() => {
  const STEP = 200; // rows that are shown, and added at a time
  const form = document.getElementById("controls");
  const fields = [...form.querySelectorAll("[data-key]")];
  const field = (key) => fields.find((one) => one.dataset.key === key);
  const facets = fields.filter((one) => one.dataset.facet !== undefined);
  const shown = document.getElementById("shown");
  const expandAll = document.getElementById("expand-all");
  const regions = [...field("in").options].map((option) => option.value).filter(Boolean);
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  // Packed parts: base64 of deflated JSON, unpacked once.
  const unpacked = new Map();
  const unpack = (block) => {
    if (!unpacked.has(block)) {
      const bytes = Uint8Array.from(atob(block.textContent), (character) => character.charCodeAt(0));
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
      unpacked.set(block, new Response(stream).json());
    }
    return unpacked.get(block);
  };

  const lists = [...document.querySelectorAll("table.list")].map((table) => {
    const index = JSON.parse(document.querySelector(`[data-index="${table.id}"]`).textContent);
    const rows = index.map(([search, keys, marks, places], number) => ({ number, search, keys, marks, places, body: null }));
    [...table.tBodies].forEach((body, number) => (rows[number].body = body));
    const blocks = { row: [], panel: [] };
    for (const block of document.querySelectorAll(`[data-chunk="${table.id}"]`)) blocks[block.dataset.kind].push(block);
    const frame = table.parentElement;
    const list = { table, rows, blocks, limit: STEP, more: frame.querySelector(".more"), none: frame.querySelector(".no-match") };
    for (const row of rows) if (row.body) row.body.row = row;
    return list;
  });

  // The fragment of a row: what packed part of a table has it.
  const fragment = async (list, kind, number) => {
    const blocks = list.blocks[kind];
    let at = blocks.length - 1;
    while (at > 0 && Number(blocks[at].dataset.first) > number) at -= 1;
    const parts = await unpack(blocks[at]);
    return parts[number - Number(blocks[at].dataset.first)];
  };

  const parse = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html; // escaped by the program that wrote the page; scripts in it would not run
    return template.content.firstElementChild;
  };

  const makeBody = async (list, row) => {
    const body = parse(await fragment(list, "row", row.number));
    row.body = row.body ?? body;
    row.body.row = row;
  };

  const setOpen = async (list, body, isOpen) => {
    const detail = body.querySelector(".detail");
    body.classList.toggle("open", isOpen);
    body.querySelector(".toggle").setAttribute("aria-expanded", String(isOpen));
    detail.hidden = !isOpen;
    const cell = detail.cells[0];
    if (isOpen && !cell.firstElementChild) {
      const panel = parse(await fragment(list, "panel", body.row.number));
      if (!cell.firstElementChild) cell.append(panel);
    }
  };

  const compare = (list) => {
    const head = list.table.tHead.querySelector("[aria-sort]");
    const position = Number(head.dataset.position);
    const isNumber = head.dataset.type === "number";
    const sign = head.getAttribute("aria-sort") === "ascending" ? 1 : -1;
    return (a, b) => {
      const one = a.keys[position];
      const other = b.keys[position];
      // Unknown values come last in both directions.
      if (one === null || other === null) return (one === null) - (other === null) || a.number - b.number;
      return sign * (isNumber ? one - other : collator.compare(one, other)) || a.number - b.number;
    };
  };

  const matches = () => {
    const words = field("find").value.toLowerCase().split(/\s+/).filter(Boolean);
    const level = field("is").value;
    const region = regions.indexOf(field("in").value);
    const wanted = facets
      .map((one) => ({
        facet: Number(one.dataset.facet),
        place: one.type === "checkbox" ? Number(one.checked) - 1 : one.selectedIndex - 1,
      }))
      .filter(({ place }) => place >= 0);
    return (row) =>
      words.every((word) => row.search.includes(word)) &&
      (!level || (region < 0 ? row.marks : [row.marks[region]]).includes(level)) &&
      wanted.every(({ facet, place }) => row.places[facet].includes(place));
  };

  let turn = 0;
  const show = async () => {
    const mine = ++turn;
    const isMatch = matches();
    const found = lists.map((list) => list.rows.filter(isMatch).sort(compare(list)));
    const pages = found.map((rows, at) => rows.slice(0, lists[at].limit));
    const missing = pages.flatMap((rows, at) => rows.filter((row) => !row.body).map((row) => makeBody(lists[at], row)));
    if (missing.length) await Promise.all(missing);
    if (mine !== turn) return; // the reader has changed the filter meanwhile
    lists.forEach((list, at) => {
      const kept = pages[at].map((row) => row.body);
      const isSame = kept.length === list.table.tBodies.length && kept.every((body, n) => body === list.table.tBodies[n]);
      if (!isSame) {
        for (const body of [...list.table.tBodies]) body.remove();
        list.table.append(...kept);
      }
      const left = found[at].length - kept.length;
      list.more.hidden = left === 0;
      list.more.firstElementChild.textContent = `Show ${Math.min(left, STEP)} more of ${left}`;
      list.none.hidden = found[at].length > 0;
    });
    const counts = lists.map((list, at) => `${found[at].length} of ${list.rows.length} ${list.table.dataset.noun}`);
    shown.textContent = `Showing ${counts.join(" and ")}`;
  };

  // The address keeps filters and order: #find=...&area=...&candidates=score.descending
  const valueOf = (one) => (one.type === "checkbox" ? (one.checked ? "yes" : "") : one.value);
  const write = () => {
    const state = new URLSearchParams();
    for (const one of fields) if (valueOf(one)) state.set(one.dataset.key, valueOf(one));
    for (const { table } of lists) {
      const head = table.tHead.querySelector("[aria-sort]");
      const order = `${head.dataset.key}.${head.getAttribute("aria-sort")}`;
      if (order !== "rank.ascending") state.set(table.id, order);
    }
    history.replaceState(null, "", `#${state}`);
  };
  const setSort = (list, head, order) => {
    for (const other of list.table.tHead.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", order === "descending" ? "descending" : "ascending");
  };
  const read = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const one of fields) {
      const value = state.get(one.dataset.key) ?? "";
      if (one.type === "checkbox") one.checked = value === "yes";
      else one.value = value;
      if (one.selectedIndex === -1) one.selectedIndex = 0; // a value that this list does not have
    }
    for (const list of lists) {
      const [key, order] = (state.get(list.table.id) ?? "rank.ascending").split(".");
      const heads = [...list.table.tHead.querySelectorAll("[data-key]")];
      setSort(list, heads.find((head) => head.dataset.key === key) ?? heads[0], order);
    }
  };

  const change = () => {
    for (const list of lists) list.limit = STEP;
    write();
    return show();
  };

  const sortBy = (list, head) => {
    const before = head.getAttribute("aria-sort");
    setSort(list, head, before ? (before === "ascending" ? "descending" : "ascending") : head.dataset.first);
    return change();
  };

  for (const list of lists) {
    list.table.addEventListener("click", (event) => {
      const sortButton = event.target.closest("thead button");
      if (sortButton) return sortBy(list, sortButton.closest("th"));
      const isToggle = event.target.closest(".toggle");
      const isElsewhere = event.target.closest("a, button, .detail, thead") || !getSelection().isCollapsed;
      const body = event.target.closest("table.list > tbody");
      if (body && (isToggle || !isElsewhere)) setOpen(list, body, body.querySelector(".detail").hidden);
    });
    // Arrows go from row to row, Escape closes the row.
    list.table.addEventListener("keydown", (event) => {
      const body = event.target.closest("table.list > tbody");
      if (!body) return;
      const onToggle = event.target.matches(".toggle");
      if (event.key === "Escape" && body.classList.contains("open")) {
        setOpen(list, body, false);
        body.querySelector(".toggle").focus();
      } else if (onToggle && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
        const next = event.key === "ArrowDown" ? body.nextElementSibling : body.previousElementSibling;
        if (next?.tagName === "TBODY") next.querySelector(".toggle").focus();
        event.preventDefault();
      }
    });
    list.more.firstElementChild.addEventListener("click", async () => {
      const at = list.table.tBodies.length;
      list.limit += STEP;
      await show();
      list.table.tBodies[at]?.querySelector(".toggle").focus();
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, select, textarea")) return;
    field("find").focus();
    event.preventDefault();
  });
  field("find").addEventListener("input", change);
  form.addEventListener("change", change);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(change));
  addEventListener("hashchange", () => {
    read();
    show();
  });
  expandAll.addEventListener("click", async () => {
    const isOpen = expandAll.textContent === "Expand all";
    expandAll.textContent = isOpen ? "Collapse all" : "Expand all";
    const opened = lists.flatMap((list) => [...list.table.tBodies].map((body) => setOpen(list, body, isOpen)));
    await Promise.all(opened);
  });
  read();
  show();
})();
