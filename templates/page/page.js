// Hover labels on charts and sorting of tables; the page reads the same without it.
(() => {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);

  /** Takes the marks' own titles over, so that they show at once and not after the browser's pause. */
  for (const title of document.querySelectorAll(".chart svg title")) {
    if (title.parentNode.nodeName === "svg") continue;
    title.parentNode.setAttribute("data-tip", title.textContent);
    title.remove();
  }

  addEventListener("pointermove", event => {
    const mark = event.target instanceof Element ? event.target.closest("[data-tip]") : null;
    tip.hidden = mark === null;
    if (mark === null) return;
    tip.textContent = mark.getAttribute("data-tip");
    const { width, height } = tip.getBoundingClientRect();
    const x = Math.min(event.clientX + 14, innerWidth - width - 8);
    const y = event.clientY - height - 12 < 4 ? event.clientY + 18 : event.clientY - height - 12;
    tip.style.translate = `${Math.max(4, x)}px ${y}px`;
  });

  const collator = new Intl.Collator("en", { numeric: true });

  function keyOf(row, column) {
    const cell = row.cells[column];
    if (cell.classList.contains("none")) return null;
    return cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v);
  }

  /** Missing values stay last in either direction. */
  function compare(a, b, direction) {
    if (a === null || b === null) return (a === null) - (b === null);
    return direction * (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(a, b));
  }

  function sort(table, head) {
    const direction = head.ariaSort === "descending" ? 1 : -1;
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.ariaSort = direction === 1 ? "ascending" : "descending";
    const body = table.tBodies[0];
    const keyed = [...body.rows].map(row => ({ row, key: keyOf(row, head.cellIndex) }));
    keyed.sort((a, b) => compare(a.key, b.key, direction));
    body.append(...keyed.map(entry => entry.row));
  }

  for (const label of document.querySelectorAll(".table thead .label")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label.textContent;
    button.addEventListener("click", () => sort(label.closest("table"), label.closest("th")));
    label.replaceChildren(button);
  }
})();
