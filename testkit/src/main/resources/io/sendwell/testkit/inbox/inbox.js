// The page of the dev inbox. What stands in a mail becomes text of the page and nothing else: every element is made here, by el(), and
// the HTML of a mail is seen in a sandboxed frame alone.
"use strict";

const POLLING = 2000;
const GATHERING = 300; // Many mails at once are one refresh.
const ASKED = { "X-Dev-Inbox": "1", "Content-Type": "application/json" };

const byId = id => document.getElementById(id);
const state = { version: 0, mails: [], known: null, previews: [], route: {}, detail: null, tab: "", esp: false, hasPreviews: false, previewsAlone: false };

function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ""));
  return element;
}

async function ask(path) {
  const reply = await fetch(path, { credentials: "same-origin", cache: "no-store" });
  if (!reply.ok) {
    const text = await reply.text();
    let problem = text;
    try { problem = JSON.parse(text).problem || text; } catch { /* It is text. */ }
    throw Object.assign(new Error(problem), { status: reply.status });
  }
  return reply.json();
}

async function tell(path, body) {
  try {
    const reply = await fetch(path, { method: "POST", headers: ASKED, body: JSON.stringify(body || {}), credentials: "same-origin" });
    const answer = reply.headers.get("Content-Type") === "application/json" ? await reply.json() : { problem: await reply.text() };
    say(answer.problem || answer.message);
    return answer;
  } catch (e) {
    say("The dev inbox does not answer: " + e.message);
    return {};
  }
}

function say(text) { byId("status").textContent = text || ""; }

// ---- words

const size = octets => octets < 1024 ? octets + " B" : octets < 1048576 ? (octets / 1024).toFixed(1) + " KB" : (octets / 1048576).toFixed(1) + " MB";
const count = (number, word) => number + " " + word + (number === 1 ? "" : "s");

function time(at) {
  const date = new Date(at);
  const today = date.toDateString() === new Date().toDateString();
  const shown = today ? date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" }) : date.toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  return el("time", { datetime: at, title: date.toISOString() }, shown);
}

// Whoever has a name is called by it; the address stands in the mail.
const named = mailboxes => mailboxes.replace(/\s*<[^<>]*>/g, "").trim() || mailboxes || "?";

const pill = (text, tone) => el("span", { class: "state " + tone, dir: "auto" }, text);
const foreign = (name, attributes, text) => el(name, Object.assign({ dir: "auto" }, attributes), text);

// ---- the list

function line(mail) {
  const chosen = mail.id === state.route.mail;
  return el("li", {},
    el("a", { id: "line-" + mail.id, href: "#/mail/" + mail.id, "aria-current": chosen ? "true" : null },
      foreign("span", { class: "subject" }, mail.subject || "(no subject)"),
      mail.road === "preview" ? el("span") : time(mail.at),
      foreign("span", { class: "who" }, mail.road === "preview" ? "to " + mail.to : named(mail.from) + " → " + named(mail.to)),
      el("span", { class: "below" }, pill(mail.state, mail.tone),
        mail.road === "preview" ? "" : foreign("span", { class: "road" }, (mail.road === "esp" ? "ESP " + mail.account : "SMTP") + " · " + size(mail.size) + (mail.files ? " · with files" : "")))));
}

function keepingFocus(work) {
  const focused = document.activeElement && document.activeElement.id;
  work();
  if (focused && document.activeElement === document.body && byId(focused)) byId(focused).focus();
}

function showList() {
  const previews = state.route.previews;
  keepingFocus(() => {
    const lines = previews
      ? state.previews.flatMap(preview => [
          el("li", { class: "name" }, foreign("span", {}, preview.name)),
          preview.problem ? el("li", {}, foreign("p", { class: "note" }, preview.problem)) : "",
          ...preview.mails.map(line)]).filter(item => item)
      : state.mails.map(line);
    byId("lines").replaceChildren(...lines);
  });
  byId("list").setAttribute("aria-label", previews ? "Previews" : "Mails");
  byId("kinds").hidden = !state.hasPreviews || state.previewsAlone;
  document.querySelector("search").hidden = state.previewsAlone;
  byId("key-search").hidden = state.previewsAlone;
  for (const [id, current] of [["kind-mails", !previews], ["kind-previews", previews]]) {
    if (current) byId(id).setAttribute("aria-current", "page");
    else byId(id).removeAttribute("aria-current");
  }
  byId("report").hidden = !state.esp;
  const none = byId("none");
  none.hidden = previews || state.mails.length > 0;
  none.textContent = byId("search").value ? "No mail is like that." : "No mail yet. What the fakes take appears here by itself.";
}

let asked = 0;
async function loadList() {
  const mine = ++asked;
  const list = await ask("api/mails?search=" + encodeURIComponent(byId("search").value.trim()));
  if (mine !== asked) return;
  state.version = list.version;
  state.esp = list.esp;
  state.hasPreviews = list.previews;
  const alone = list.previews && !list.watches;
  const learned = alone !== state.previewsAlone;
  state.previewsAlone = alone;
  state.mails = list.mails;
  const ids = new Set(list.mails.map(mail => mail.id));
  if (state.known && !byId("search").value) {
    const fresh = [...ids].filter(id => !state.known.has(id)).length;
    if (fresh) say(count(fresh, "new mail"));
  }
  if (!byId("search").value) state.known = ids;
  document.title = (list.mails.length ? "(" + list.mails.length + ") " : "") + "Dev inbox";
  if (learned) follow();
  else showList();
}

async function loadPreviews() {
  const names = await ask("api/previews");
  state.previews = await Promise.all(names.map(async (name, number) => {
    try { return { name, mails: await ask("api/previews/" + number) }; }
    catch (e) { return { name, mails: [], problem: e.message }; }
  }));
  showList();
}

// ---- one mail

const TABS = {
  html: { name: "HTML", has: mail => mail.html, show: showHtml },
  text: { name: "Text", has: mail => mail.text !== undefined, show: mail => [foreign("pre", { class: "text" }, mail.text)] },
  findings: { name: "Findings", has: mail => mail.findings, show: showFindings, count: mail => mail.findings.filter(finding => finding.status === "FAIL").length },
  events: { name: "Events", has: mail => mail.road !== "preview", show: showEvents },
  headers: { name: "Headers", has: () => true, show: showHeaders },
  source: { name: "Source", has: () => true, show: showSource },
  files: { name: "Attachments", has: mail => mail.attachments.length, show: showFiles, count: mail => mail.attachments.length },
  authentication: { name: "Authentication", has: mail => mail.road !== "preview", show: showAuthentication },
  unsubscribe: { name: "Unsubscribe", has: () => true, show: showUnsubscribe }
};

async function loadMail(again) {
  const id = state.route.mail;
  let detail;
  try {
    detail = await ask("api/mails/" + id);
  } catch (e) {
    if (state.route.mail !== id) return;
    state.detail = null;
    byId("mail").replaceChildren(back(), foreign("p", { class: "note" }, e.message));
    return;
  }
  if (state.route.mail !== id) return;
  const before = state.detail;
  state.detail = detail;
  if (again && before && before.id === id) {
    // What a mail says stays; only what happens to it is drawn anew, so that nobody's reading place is lost.
    if (JSON.stringify(before) === JSON.stringify(detail)) return;
    keepingFocus(() => {
      byId("head").replaceWith(head(detail));
      if (state.tab === "events" || state.tab === "findings") showPanel();
    });
    return;
  }
  showMail();
}

const back = () => el("a", { class: "back", href: state.route.previews ? "#/previews" : "#/" }, "← Back to the list");

function head(mail) {
  const row = (name, ...value) => [el("dt", {}, name), el("dd", {}, ...value)];
  return el("header", { id: "head" },
    foreign("h2", { id: "subject", tabindex: "-1" }, mail.subject || "(no subject)"),
    el("dl", { class: "envelope" },
      row("From", foreign("span", {}, mail.from || "?")),
      row("To", foreign("span", {}, mail.to || "?")),
      mail.road === "preview" ? row("Way", foreign("span", {}, mail.plan)) : row("Came", time(mail.at), " ", foreign("span", {}, mail.road === "esp" ? "to the ESP, account " + mail.account : "by SMTP from " + mail.client + (mail.tls ? ", " + mail.tls : ", in plain text") + (mail.user ? ", as " + mail.user : ""))),
      row("State", pill(mail.state, mail.tone), " ", el("span", { class: "road" }, size(mail.size)))),
    mail.note ? foreign("p", { class: "note" }, mail.note) : "");
}

function showMail() {
  const mail = state.detail;
  const tabs = Object.keys(TABS).filter(tab => TABS[tab].has(mail));
  if (!tabs.includes(state.tab)) state.tab = tabs[0];
  byId("mail").replaceChildren(back(), head(mail),
    el("div", { role: "tablist", "aria-label": "Views of the mail" }, tabs.map(tab =>
      el("button", { type: "button", role: "tab", id: "tab-" + tab, "aria-controls": "panel", onclick: () => choose(tab), onkeydown: event => walk(event, tabs) },
        TABS[tab].name + (TABS[tab].count && TABS[tab].count(mail) ? " (" + TABS[tab].count(mail) + ")" : "")))),
    el("div", { id: "panel", role: "tabpanel", tabindex: "0" }));
  showPanel();
}

function choose(tab) {
  state.tab = tab;
  showPanel();
}

function walk(event, tabs) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const at = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : step ? (tabs.indexOf(state.tab) + step + tabs.length) % tabs.length : -1;
  if (at < 0) return;
  event.preventDefault();
  choose(tabs[at]);
  byId("tab-" + tabs[at]).focus();
}

function showPanel() {
  for (const tab of document.querySelectorAll('[role="tab"]')) {
    const chosen = tab.id === "tab-" + state.tab;
    tab.setAttribute("aria-selected", chosen);
    tab.tabIndex = chosen ? 0 : -1;
  }
  const panel = byId("panel");
  panel.setAttribute("aria-labelledby", "tab-" + state.tab);
  panel.replaceChildren(...TABS[state.tab].show(state.detail, panel));
}

// Fills a panel when the answer is there, if it is still the one that is looked at.
function later(path, show) {
  const place = el("div", {}, el("p", { class: "empty" }, "…"));
  ask(path).then(answer => place.replaceChildren(...show(answer)), e => place.replaceChildren(foreign("p", { class: "note" }, e.message)));
  return [place];
}

function showHtml(mail) {
  const source = pictures => "mails/" + mail.id + "/html?pictures=" + pictures;
  const frame = el("iframe", { sandbox: "", referrerpolicy: "no-referrer", title: "The mail as HTML", src: source("blocked") });
  const toggle = (text, work) => el("button", { type: "button", "aria-pressed": "false", onclick: event => {
    const pressed = event.currentTarget.getAttribute("aria-pressed") !== "true";
    event.currentTarget.setAttribute("aria-pressed", pressed);
    work(pressed);
  } }, text);
  return [
    el("div", { class: "row" },
      toggle("Phone width", pressed => frame.classList.toggle("phone", pressed)),
      mail.remotePictures ? toggle("Load remote pictures", pressed => frame.setAttribute("src", source(pressed ? "shown" : "blocked"))) : ""),
    frame];
}

function showHeaders(mail) {
  let raw = false;
  const body = el("tbody");
  const fill = () => body.replaceChildren(...mail.fields.map(field =>
    el("tr", {}, foreign("th", { scope: "row" }, field.name), foreign("td", { class: raw ? "raw" : null }, raw ? field.raw : field.value))));
  fill();
  return [
    el("div", { class: "row" }, el("button", { type: "button", "aria-pressed": "false", onclick: event => {
      raw = !raw;
      event.currentTarget.setAttribute("aria-pressed", raw);
      fill();
    } }, "As they came")),
    el("table", { class: "fields" }, body)];
}

function showSource(mail) {
  return later("api/mails/" + mail.id + "/source", source => [
    el("div", { class: "row" },
      el("a", { href: "mails/" + mail.id + "/source", download: true }, "Download (" + size(source.length) + ")"),
      source.whole ? "" : el("span", { class: "empty" }, "Only the beginning is shown.")),
    el("pre", {}, source.text)]);
}

function showFiles(mail) {
  return [el("div", { class: "wide" }, el("table", {},
    el("thead", {}, el("tr", {}, ["File", "Type", "Size"].map(name => el("th", { scope: "col" }, name)))),
    el("tbody", {}, mail.attachments.map((file, number) => el("tr", {},
      el("td", {}, file.kept
        ? foreign("a", { href: "mails/" + mail.id + "/files/" + number, download: file.name || "file" }, file.name || "(without a name)")
        : foreign("span", {}, (file.name || "(without a name)") + ", not kept"),
        file.contentId ? foreign("div", { class: "empty" }, "inline as cid:" + file.contentId) : ""),
      foreign("td", {}, file.type),
      el("td", {}, size(file.size))))))),
    mail.attachments.every(file => file.kept) ? "" : el("p", { class: "note" }, "The fake ESP keeps small files. FakeMailjet.builder().keepAttachmentsUpTo(bytes) keeps more.")].filter(part => part);
}

function showAuthentication(mail) {
  const tone = result => result === "pass" ? "good" : ["fail", "permerror", "hardfail"].includes(result) ? "bad" : "waiting";
  return later("api/mails/" + mail.id + "/authentication", answer => answer.why
    ? [el("p", { class: "empty" }, answer.why)]
    : [el("div", { class: "wide" }, el("table", {},
        el("thead", {}, el("tr", {}, ["Method", "Result", "Why"].map(name => el("th", { scope: "col" }, name)))),
        el("tbody", {}, answer.results.map(result => el("tr", {},
          el("th", { scope: "row" }, result.method.toUpperCase()),
          el("td", {}, pill(result.result, tone(result.result))),
          el("td", {}, foreign("div", {}, result.identity), foreign("div", { class: "empty" }, result.reason)))))))]);
}

function showUnsubscribe(mail) {
  const state = mail.unsubscribe;
  if (!state.checks.length) {
    return [el("p", { class: "empty" }, "The mail has no List-Unsubscribe. Mail to lists needs one; mail to one person does not.")];
  }
  const answer = el("pre", { hidden: true });
  return [
    el("table", { class: "fields" }, el("tbody", {},
      el("tr", {}, el("th", { scope: "row" }, "List-Unsubscribe"), foreign("td", {}, state.header || "missing")),
      el("tr", {}, el("th", { scope: "row" }, "List-Unsubscribe-Post"), foreign("td", {}, state.post || "missing")))),
    el("ul", { class: "checks" }, state.checks.map(check => el("li", {}, pill({ good: "fine", bad: "wrong", waiting: "note" }[check.tone], check.tone), " ", foreign("span", {}, check.text)))),
    state.target ? el("div", { class: "row" },
      el("button", { type: "button", class: "danger", id: "one-click", onclick: async () => {
        const reply = await tell("api/mails/" + mail.id + "/unsubscribe");
        answer.hidden = !reply.body;
        answer.textContent = reply.body || "";
      } }, "Leave the list with one click"), foreign("span", { class: "empty" }, "posts to " + state.target)) : "",
    state.away ? el("p", { class: "note" }, state.away) : "",
    answer].filter(part => part);
}

function showFindings(mail) {
  const order = ["bad", "waiting", "good"];
  const shown = [...mail.findings].sort((one, other) => order.indexOf(one.tone) - order.indexOf(other.tone));
  const word = finding => finding.status === "FAIL" ? (finding.severity === "MUST" ? "stops" : "advice") : finding.status === "PASS" ? "fine" : finding.status === "APPLIED" ? "done" : "unseen";
  return [el("div", { class: "wide" }, el("table", {},
    el("thead", {}, el("tr", {}, ["Rule", "", "What"].map(name => el("th", { scope: "col" }, name)))),
    el("tbody", {}, shown.map(finding => el("tr", {},
      el("td", { class: "code" }, finding.code),
      el("td", {}, pill(word(finding), finding.tone)),
      el("td", {}, finding.seen ? foreign("div", {}, finding.seen) : "", foreign("div", { class: finding.seen ? "empty" : null }, finding.wanted), finding.fix ? foreign("div", {}, finding.fix) : ""))))))];
}

const BUTTONS = [["deliver", "Deliver"], ["defer", "Defer"], ["open", "Open"], ["open-by-proxy", "Open by proxy"], ["complain", "Complain", true], ["soft-bounce", "Soft bounce", true], ["hard-bounce", "Hard bounce", true], ["block", "Block", true]];
let chosenCopy = "";

function showEvents(mail) {
  const parts = [];
  if (mail.road === "esp") {
    const copies = mail.recipients;
    if (!copies.some(copy => copy.copy === chosenCopy)) chosenCopy = copies[0].copy;
    const press = (what, link) => tell("api/mails/" + mail.id + "/happenings", { copy: chosenCopy, what, link }).then(() => loadMail(true)).then(loadList);
    parts.push(el("h3", {}, "Let something happen"));
    if (copies.length > 1) {
      parts.push(el("p", { class: "row" }, el("label", { for: "copy" }, "to the copy of"),
        el("select", { id: "copy", onchange: event => { chosenCopy = event.currentTarget.value; } }, copies.map(copy => el("option", { value: copy.copy, selected: copy.copy === chosenCopy }, copy.address)))));
    }
    parts.push(el("p", { class: "row" }, BUTTONS.map(([what, name, danger]) => el("button", { type: "button", id: "do-" + what, class: danger ? "danger" : null, onclick: () => press(what, "") }, name))));
    if (mail.links.length) {
      parts.push(el("p", { class: "row" }, mail.links.map((link, number) => foreign("button", { type: "button", id: "click-" + number, onclick: () => press("click", link) }, "Click " + link))));
    }
  }
  parts.push(el("h3", {}, "Recipients"), el("div", { class: "wide" }, el("table", {}, el("tbody", {}, mail.recipients.map(one => el("tr", {},
    foreign("th", { scope: "row" }, one.address), el("td", {}, pill(one.state, one.tone))))))));
  if (mail.reversePath !== undefined) parts.push(foreign("p", { class: "empty" }, "Bounces go to " + mail.reversePath));
  parts.push(el("h3", {}, "What happened"), el("ol", { class: "timeline" }, mail.timeline.map(entry => el("li", { class: entry.tone },
    el("strong", {}, entry.what), " ", time(entry.at), foreign("small", {}, entry.detail),
    entry.posted ? foreign("small", {}, entry.posted + (entry.taken ? "" : " – it comes again")) : ""))));
  if (mail.dialogue) parts.push(el("h3", {}, "Dialogue"), el("pre", {}, mail.dialogue.join("\n")));
  return parts;
}

// ---- where we are

function routed() {
  const found = /^#\/mail\/([A-Za-z0-9-]+)$/.exec(location.hash);
  const mail = found ? found[1] : "";
  return { mail, previews: state.previewsAlone || location.hash === "#/previews" || mail.startsWith("preview-") };
}

function follow() {
  const before = state.route;
  state.route = routed();
  document.body.dataset.view = state.route.mail ? "mail" : "list";
  if (state.route.previews && !before.previews) loadPreviews().catch(e => say(e.message));
  showList();
  if (state.route.mail) {
    loadMail(false).then(() => {
      const subject = byId("subject");
      if (subject && document.body.dataset.view === "mail" && matchMedia("(max-width: 47rem)").matches) subject.focus();
    });
  } else {
    state.detail = null;
    byId("mail").replaceChildren(el("p", { class: "empty" }, "Choose a mail."));
    if (before.mail && byId("line-" + before.mail)) byId("line-" + before.mail).focus();
  }
}

function move(step) {
  const lines = [...byId("lines").querySelectorAll("a")];
  if (!lines.length) return;
  const focused = lines.indexOf(document.activeElement);
  const at = focused >= 0 ? focused : lines.findIndex(one => one.hasAttribute("aria-current"));
  lines[Math.max(0, Math.min(lines.length - 1, at < 0 ? 0 : at + step))].focus();
}

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches("input, select, textarea");
  if (event.key === "Escape" && typing) event.target.blur();
  if (typing) return;
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "u") location.hash = state.route.previews ? "#/previews" : "#/";
  else if (event.key === "/") { event.preventDefault(); byId("search").focus(); }
});

document.querySelector(".skip").addEventListener("click", event => { event.preventDefault(); byId("mail").focus(); });
let typed;
byId("search").addEventListener("input", () => {
  clearTimeout(typed);
  typed = setTimeout(() => loadList().catch(e => say(e.message)), 150);
});
byId("report").addEventListener("click", async () => {
  await tell("api/reports");
  await loadList();
  if (state.route.mail) await loadMail(true);
});
addEventListener("hashchange", follow);

// ---- news

const pause = millis => new Promise(done => setTimeout(done, millis));
const seen = () => document.visibilityState === "visible" ? Promise.resolve() : new Promise(done => document.addEventListener("visibilitychange", done, { once: true }));

async function watch() {
  let lost = false;
  for (;;) {
    await seen();
    try {
      const news = await ask("api/changes?since=" + state.version);
      if (news.version !== state.version || lost) {
        await pause(GATHERING);
        await loadList();
        if (state.route.mail && !state.route.mail.startsWith("preview-")) await loadMail(true);
      }
      if (lost) say("");
      lost = false;
      if (!news.live) await pause(POLLING);
    } catch (e) {
      if (!lost) say("The dev inbox does not answer: " + e.message);
      lost = true;
      await pause(POLLING);
    }
  }
}

follow();
loadList().catch(e => say(e.message)).then(watch);
