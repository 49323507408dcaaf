// The demo's phone without page loads: send, show the reply, let the schedule follow. The forms work without this file.
"use strict";
(() => {
  const phone = document.getElementById("phone");
  const who = document.getElementById("who");
  if (!phone) return;
  const inside = (selector) => phone.querySelector(selector);
  who.form.querySelector("button").hidden = true;

  function put(html) {
    const before = inside(".handset");
    const written = inside("#text").value;
    const had = phone.contains(document.activeElement) && document.activeElement.id === "text";
    const same = before.dataset.phone;
    const day = before.dataset.day;
    phone.innerHTML = html;
    if (inside(".handset").dataset.phone === same) inside("#text").value = written;
    if (had) inside("#text").focus({ preventScroll: true });
    toEnd();
    // A visit that moved to another day takes the schedule along.
    const now = inside(".handset").dataset.day;
    window.reslotRefresh(now === day && inside(".handset").dataset.phone === same ? undefined : `?date=${now}`);
  }

  // A phone that was drawn anew begins at its top: rolling through the whole conversation each time would make one dizzy.
  function toEnd(behavior = "instant") {
    const screen = inside(".screen");
    screen.scrollTo({ top: screen.scrollHeight, behavior });
  }

  function bubble(text) {
    const item = document.createElement("li");
    item.className = "bubble right theirs";
    const words = document.createElement("span");
    words.className = "text";
    words.textContent = text;
    item.append(words);
    inside(".bubbles").append(item);
    toEnd("smooth");
  }

  let sending = false;
  phone.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    const form = event.target;
    const fields = new FormData(form, event.submitter);
    bubble(fields.get("body") || "[picture]");
    if (form.classList.contains("write")) form.reset();
    sending = true;
    try {
      const response = await fetch(form.action, { method: "POST", body: fields, headers: { "X-Requested-With": "fetch" } });
      if (response.redirected || !response.ok) { location.reload(); return; }
      put(await response.text());
    } catch (error) {
      console.warn("Reslot: the text did not go out", error);
    } finally {
      sending = false;
    }
  });
  phone.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.target.id !== "text") return;
    event.preventDefault();
    if (event.target.value.trim()) event.target.form.requestSubmit();
  });
  who.addEventListener("change", async () => {
    history.replaceState(null, "", `?phone=${encodeURIComponent(who.value)}`);
    const later = document.querySelector(".later [name=phone]");
    if (later) later.value = who.value;
    await look();
  });

  async function look() {
    const response = await fetch(`${phone.dataset.screen}?phone=${encodeURIComponent(who.value)}`, { headers: { "X-Requested-With": "fetch" } });
    if (response.ok && !response.redirected) put(await response.text());
  }
  // Texts that are not replies arrive by themselves.
  async function arrived() {
    if (document.hidden || sending) return;
    const response = await fetch(`${phone.dataset.screen}?phone=${encodeURIComponent(who.value)}`, { headers: { "X-Requested-With": "fetch" } });
    if (!response.ok || response.redirected || sending) return;
    const html = await response.text();
    const next = document.createElement("template");
    next.innerHTML = html;
    if (next.content.querySelectorAll(".bubble").length !== inside(".bubbles").querySelectorAll(".bubble").length) put(html);
  }
  setInterval(arrived, 5000);
  toEnd();
})();
