(() => {
  "use strict";
  const every = 5000;
  const lost = document.getElementById("lost");

  // The HTML of each part as the server sent it: opening something in a part changes its HTML.
  const sources = new WeakMap();

  const partsOf = (root) => new Map([...root.querySelectorAll("[data-part]")].map((e) => [e.dataset.part, e]));

  // Replaces only the parts that have changed: no flicker, and what the reader has selected, opened or reached
  // by keyboard elsewhere stays.
  const exchange = (old, fresh) => {
    const before = sources.get(old);
    if (before === fresh.innerHTML || isSelecting(old)) return;
    sources.set(old, fresh.innerHTML);
    const open = new Set([...old.querySelectorAll("details[open]")].map((e) => e.id));
    const reached = old.contains(document.activeElement) ? placeOf(old, document.activeElement) : -1;
    const scrolled = [...old.querySelectorAll(".scroll")].map((e) => [e.scrollLeft, e.scrollTop]);
    old.replaceChildren(...fresh.childNodes);
    for (const e of old.querySelectorAll("details")) if (open.has(e.id)) e.open = true;
    [...old.querySelectorAll(".scroll")].forEach((e, i) => {
      if (scrolled[i]) [e.scrollLeft, e.scrollTop] = scrolled[i];
    });
    if (reached >= 0) old.querySelectorAll("a, summary, [tabindex]")[reached]?.focus({ preventScroll: true });
  };

  const placeOf = (part, element) => [...part.querySelectorAll("a, summary, [tabindex]")].indexOf(element);

  const isSelecting = (part) => {
    const selection = document.getSelection();
    return selection && !selection.isCollapsed && part.contains(selection.anchorNode);
  };

  for (const part of partsOf(document).values()) sources.set(part, part.innerHTML);

  const refresh = async () => {
    try {
      const answer = await fetch("/", { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.statusText);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const shown = partsOf(document);
      for (const [name, part] of partsOf(fresh)) if (shown.has(name)) exchange(shown.get(name), part);
      if (document.title !== fresh.title) document.title = fresh.title;
      lost.hidden = true;
    } catch {
      lost.hidden = false;
    }
  };

  const again = async () => {
    if (!document.hidden) await refresh();
    setTimeout(again, every);
  };
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
  setTimeout(again, every);
})();
