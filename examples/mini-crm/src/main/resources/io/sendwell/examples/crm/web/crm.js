"use strict";

// A part of a page that is fetched anew while it is looked at: <section data-live="/address" data-every="1000">. The server
// makes the markup, so nothing that somebody wrote becomes markup here. An answer with the header X-Live: done is the last one.
function keepLive(part) {
  const every = Number(part.dataset.every || "1000");
  const again = async () => {
    if (document.hidden || part.contains(document.activeElement)) {
      setTimeout(again, every);
      return;
    }
    try {
      const answer = await fetch(part.dataset.live, { headers: { "X-Part": "yes" } });
      if (answer.ok) {
        part.innerHTML = await answer.text();
      }
      if (answer.status === 404 || answer.headers.get("X-Live") === "done") {
        return;
      }
    } catch (unreachable) {
      part.setAttribute("aria-busy", "true");
      setTimeout(again, every);
      return;
    }
    part.removeAttribute("aria-busy");
    setTimeout(again, every);
  };
  setTimeout(again, every);
}

document.querySelectorAll("[data-live]").forEach(keepLive);

// What cannot be undone is asked for once more.
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm;
  if (question && !window.confirm(question)) {
    event.preventDefault();
  }
});
