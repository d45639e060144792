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

// An answer that is shown below the form, so that what was filled in stays: <button data-into="id of a place">. Where the server
// sends the reader to another page, it is done.
document.addEventListener("submit", async (event) => {
  const place = document.getElementById(event.submitter?.dataset.into ?? "");
  if (!place || event.defaultPrevented) {
    return;
  }
  event.preventDefault();
  const button = event.submitter;
  const form = event.target;
  const filledIn = new FormData(form, button);
  button.disabled = true;
  place.setAttribute("aria-busy", "true");
  let answer;
  try {
    answer = await fetch(button.hasAttribute("formaction") ? button.formAction : form.action, {
      method: "POST",
      body: filledIn,
      headers: { "X-Part": "yes", "X-Proof": form.elements.proof.value },
    });
  } catch (unreachable) {
    button.disabled = false;
    place.textContent = "The CRM does not answer. See in the lists whether it was done before you do it again.";
    return;
  }
  if (answer.redirected) {
    location.assign(answer.url);
    return;
  }
  const text = await answer.text();
  button.disabled = false;
  place.innerHTML = answer.ok ? text : new DOMParser().parseFromString(text, "text/html").querySelector("main").innerHTML;
  place.removeAttribute("aria-busy");
  place.scrollIntoView({ block: "nearest" });
  place.querySelectorAll("[data-click]").forEach((shown) => {
    shown.hidden = true;
    shown.click();
  });
});
