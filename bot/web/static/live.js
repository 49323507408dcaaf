// Keeps the schedule fresh and counts a text's segments. Every page works without this file.
"use strict";
(() => {
  const live = document.getElementById("live");
  const BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  const EXTENSION = "\f^{}\\[~]|€";

  function segments(text) {
    const letters = [...text];
    const plain = letters.every((c) => BASIC.includes(c) || EXTENSION.includes(c));
    const costs = letters.map((c) => (plain ? (EXTENSION.includes(c) ? 2 : 1) : c.length));
    const total = costs.reduce((sum, cost) => sum + cost, 0);
    if (total <= (plain ? 160 : 70)) return { count: 1, total, plain };
    const room = plain ? 153 : 67;
    let count = 1, used = 0;
    for (const cost of costs) {
      if (used + cost > room) { count += 1; used = 0; }
      used += cost;
    }
    return { count, total, plain };
  }

  function watch(field) {
    const out = document.getElementById(field.dataset.count);
    const tell = () => {
      const { count, total, plain } = segments(field.value);
      out.textContent = field.value ? `${total} characters, ${count} segment${count === 1 ? "" : "s"}${plain ? "" : " (special characters: 70 a segment)"}` : "";
    };
    field.addEventListener("input", tell);
    tell();
  }
  document.querySelectorAll("[data-count]").forEach(watch);
  if (!live) return;

  const marks = new Map();
  const looked = new Set();
  function remember() {
    looked.add(query);
    live.querySelectorAll("[data-mark]").forEach((card) => marks.set(card.dataset.key, card.dataset.mark));
  }

  // One at a time; what is asked for meanwhile is fetched after it, so that the last word counts.
  let busy = false, again = false;
  async function refresh() {
    again = busy;
    if (busy) return;
    busy = true;
    const wanted = query;
    try {
      const response = await fetch(live.dataset.part + wanted, { headers: { "X-Requested-With": "fetch" } });
      if (response.ok && !response.redirected && wanted === query) put(await response.text());
    } catch (error) {
      console.warn("Reslot: the schedule could not be refreshed", error);
    } finally {
      busy = false;
    }
    if (again) await refresh();
  }

  function put(html) {
    const focused = live.contains(document.activeElement) ? document.activeElement.closest("[data-key]") : null;
    const key = focused && focused.dataset.key;
    live.innerHTML = html;
    // A visit seen before in another place or state has changed; one never seen is new only on days looked at before.
    const known = looked.has(query);
    for (const card of live.querySelectorAll("[data-mark]")) {
      const before = marks.get(card.dataset.key);
      if (before === undefined ? known : before !== card.dataset.mark) card.classList.add("changed");
    }
    remember();
    if (key) {
      const again = [...live.querySelectorAll("[data-key]")].find((item) => item.dataset.key === key);
      if (again) (again.matches("a") ? again : again.querySelector("a, button") || again).focus({ preventScroll: true });
    }
  }

  let query = live.dataset.query ?? location.search;
  remember();
  window.reslotRefresh = (wanted) => {
    if (wanted !== undefined) query = wanted;
    return refresh();
  };
  // In the demo the schedule's own links stay beside the phone.
  if (live.dataset.stay !== undefined) {
    live.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const address = new URL(link.href);
      if (address.pathname !== live.dataset.stay) {
        link.target = "_blank";
        return;
      }
      event.preventDefault();
      window.reslotRefresh(address.search);
    });
  }
  setInterval(() => { if (!document.hidden) refresh(); }, Number(live.dataset.every || 30) * 1000);
})();
