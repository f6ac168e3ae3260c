"use strict";
(() => {
  const tables = [...document.querySelectorAll("table.list")];
  const text = document.getElementById("filter-text");
  const region = document.getElementById("filter-region");
  const level = document.getElementById("filter-level");
  const shown = document.getElementById("shown");
  const expandAll = document.getElementById("expand-all");

  const setOpen = (entry, isOpen) => {
    entry.classList.toggle("open", isOpen);
    entry.querySelector(".toggle").setAttribute("aria-expanded", String(isOpen));
    entry.querySelector(".detail").hidden = !isOpen;
  };

  // All entries have the same columns, so a sort key is the n-th cell's data-v or else its text.
  const sortKey = (entry, position, isNumber) => {
    const cell = entry.rows[0].cells[position];
    const raw = cell.dataset.v ?? cell.textContent.trim();
    if (raw === "") return null;
    return isNumber ? Number(raw) : raw;
  };

  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  const sortBy = (table, header) => {
    const wasAscending = header.getAttribute("aria-sort") === "ascending";
    const wasSorted = header.hasAttribute("aria-sort");
    const isAscending = wasSorted ? !wasAscending : header.dataset.first !== "descending";
    const isNumber = header.dataset.type === "number";
    const position = Number(header.dataset.position);
    const rows = [...table.tBodies].map((entry) => ({
      entry,
      key: sortKey(entry, position, isNumber),
      rank: Number(entry.dataset.rank),
    }));
    rows.sort((a, b) => {
      if (a.key === null || b.key === null) {
        // Unknown values come last in both directions.
        if (a.key !== b.key) return a.key === null ? 1 : -1;
        return a.rank - b.rank;
      }
      const order = isNumber ? a.key - b.key : collator.compare(a.key, b.key);
      return (isAscending ? order : -order) || a.rank - b.rank;
    });
    for (const other of table.tHead.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", isAscending ? "ascending" : "descending");
    table.append(...rows.map((row) => row.entry));
  };

  const regions = [...region.options].map((option) => option.value).filter(Boolean);
  const levelsOf = (entry) => (region.value ? [region.value] : regions).map((code) => entry.dataset[code]);

  const filter = () => {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const counts = [];
    for (const table of tables) {
      let count = 0;
      for (const entry of table.tBodies) {
        const hasWords = words.every((word) => entry.dataset.search.includes(word));
        const hasLevel = !level.value || levelsOf(entry).includes(level.value);
        entry.hidden = !(hasWords && hasLevel);
        if (!entry.hidden) count += 1;
      }
      table.parentElement.querySelector(".no-match").hidden = count > 0;
      counts.push(`${count} of ${table.tBodies.length} ${table.dataset.noun}`);
    }
    shown.textContent = `Showing ${counts.join(" and ")}`;
  };

  for (const table of tables) {
    table.addEventListener("click", (event) => {
      const sortButton = event.target.closest("thead button");
      if (sortButton) return sortBy(table, sortButton.closest("th"));
      const isToggle = event.target.closest(".toggle");
      const isElsewhere = event.target.closest("a, button, .detail, thead") || !getSelection().isCollapsed;
      const entry = event.target.closest("tbody");
      if (entry && (isToggle || !isElsewhere)) setOpen(entry, entry.querySelector(".detail").hidden);
    });
  }
  text.addEventListener("input", filter);
  region.addEventListener("change", filter);
  level.addEventListener("change", filter);
  document.getElementById("controls").addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("controls").addEventListener("reset", () => setTimeout(filter));
  expandAll.addEventListener("click", () => {
    const isOpen = expandAll.textContent === "Expand all";
    for (const table of tables) for (const entry of table.tBodies) if (!entry.hidden) setOpen(entry, isOpen);
    expandAll.textContent = isOpen ? "Collapse all" : "Expand all";
  });
  filter();
})();
