"use strict";
// A film is played from beat to beat. It stops at a frame exactly: the frame that is shown is
// asked for, since the clock of a video runs ahead of its picture, and then sought once more.
const { words, beats } = JSON.parse(document.getElementById("deck").textContent);
const stage = document.getElementById("stage");
const contents = document.getElementById("contents");
const help = document.getElementById("help");
const said = document.getElementById("said");
const buttons = [...contents.querySelectorAll("button")];
const EARLY = 1.5; // frames before the wanted one at which to stop: what is on its way still comes
const films = beats.map((beat) => beat.film).filter((film, k, all) => all.indexOf(film) === k).map(load);

let place = 0; // the beat that is on, or played to
let playing = false;
let run = 0; // counts what was begun, so that what was begun before knows that it is over
let begun = null; // when the talk began
let typed = ""; // digits of the number of a beat
let speaker = null;

function load(film) {
  const bytes = Uint8Array.from(atob(document.getElementById(`film-${film}`).textContent), (c) => c.charCodeAt(0));
  const video = document.createElement("video");
  video.src = URL.createObjectURL(new Blob([bytes], { type: "video/mp4" }));
  video.muted = true;
  video.playsInline = true;
  video.preload = "auto";
  video.disablePictureInPicture = true;
  video.addEventListener("error", () => tell(words.unplayable));
  stage.append(video);
  return video;
}

function show(film) {
  for (const [k, video] of films.entries()) {
    video.classList.toggle("shown", k === film);
    if (k !== film) video.pause();
  }
  return films[film];
}

function seek(video, seconds) {
  return new Promise((done) => {
    const sought = () => { video.removeEventListener("seeked", sought); done(); };
    video.addEventListener("seeked", sought);
    video.currentTime = seconds;
  });
}

const loaded = (video) => video.readyState >= 1 ? Promise.resolve()
  : new Promise((done) => video.addEventListener("loadedmetadata", done, { once: true }));

// Stand still on a frame of a beat.
async function stand(k, seconds) {
  const mine = ++run;
  place = k;
  playing = false;
  const video = show(beats[k].film);
  video.pause();
  await loaded(video);
  if (mine !== run) return;
  await seek(video, seconds);
  if (mine === run) mark();
}

// Play on to where a beat rests.
async function play(k, from) {
  const mine = ++run;
  const beat = beats[k];
  const sameFilm = place !== k && beats[place].film === beat.film && beats[place].rest < beat.first;
  place = k;
  playing = true;
  begun ??= Date.now();
  const video = show(beat.film);
  await loaded(video);
  if (from !== undefined || !sameFilm) await seek(video, from ?? beat.seek);
  if (mine !== run) return;
  mark();
  const target = (beat.rest - EARLY) / beat.fps;
  const watch = (shown) => {
    if (mine !== run) return;
    if (shown >= target || video.ended) stand(k, beat.pause);
    else again();
  };
  const again = video.requestVideoFrameCallback
    ? () => video.requestVideoFrameCallback((_, frame) => watch(frame.mediaTime))
    : () => requestAnimationFrame(() => watch(video.currentTime));
  video.addEventListener("ended", () => watch(Infinity), { once: true });
  try {
    await video.play();
    again();
  } catch {
    if (mine === run) stand(k, beat.pause); // a browser that does not let it play shows where it rests
  }
}

function next() {
  if (playing) return stand(place, beats[place].pause);
  if (begun === null) return play(0, beats[0].seek);
  if (place + 1 < beats.length) play(place + 1);
}

function previous() {
  const k = playing || place === 0 ? Math.max(0, place - 1) : place - 1;
  stand(k, beats[k].pause);
}

function jump(k) {
  if (k < 0 || k >= beats.length) return;
  begun ??= Date.now();
  turn(contents, false);
  stand(k, beats[k].pause);
}

// What is said of where we are: in the address, the contents, to a screen reader, to the speaker.
function mark() {
  for (const [k, button] of buttons.entries()) button.setAttribute("aria-current", String(k === place));
  history.replaceState(null, "", `#${place + 1}`);
  tell(`${place + 1}/${beats.length} ${beats[place].title}. ${beats[place].captions.join(" ")}`);
  brief();
}

const tell = (text) => { said.textContent = text; };

function turn(panel, wanted) {
  for (const each of [contents, help]) each.hidden = each !== panel || !wanted;
  if (wanted && panel === contents) buttons[place].focus();
  else stage.focus();
}

function full() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.();
}

// The speaker's window holds nothing of its own: it is written from here, and sends its keys here.
function brief() {
  if (!speaker || speaker.closed) return;
  const page = speaker.document;
  const picture = (k) => buttons[k] ? buttons[k].querySelector("img").src : "";
  const after = place + 1;
  page.getElementById("now").src = picture(place);
  page.getElementById("title").textContent = `${place + 1}/${beats.length}  ${beats[place].title}`;
  page.getElementById("captions").replaceChildren(...beats[place].captions.map((text) => {
    const line = page.createElement("p");
    line.textContent = text;
    return line;
  }));
  page.getElementById("after").textContent = after < beats.length ? beats[after].title : words.end;
  page.getElementById("then").hidden = after >= beats.length;
  page.getElementById("then").src = picture(after);
}

function present() {
  if (speaker && !speaker.closed) { speaker.focus(); return; }
  speaker = window.open("", "", "width=1100,height=720");
  if (!speaker) { tell(words.blocked); alert(words.blocked); return; }
  const page = speaker.document;
  page.documentElement.lang = document.documentElement.lang;
  page.title = words.speaker;
  page.body.innerHTML = `<style>
    body { margin: 0; padding: 1.2rem; background: #111318; color: #ecedee; font: 20px/1.45 system-ui, sans-serif;
           display: grid; grid-template: auto 1fr / 3fr 2fr; gap: 1.2rem; height: 100vh; box-sizing: border-box; }
    img { width: 100%; border-radius: 4px; } h1, h2 { font-size: 1.1rem; margin: 0 0 .5rem; } p { margin: 0 0 .4rem; }
    #clock { font-size: 2rem; font-variant-numeric: tabular-nums; } #captions { overflow: auto; }
  </style><section><h1 id="title"></h1><img id="now" alt=""></section>
  <section><h2></h2><p id="after"></p><img id="then" alt=""><p id="clock"></p></section>
  <section id="captions" style="grid-column: 1 / 3"></section>`;
  page.querySelector("h2").textContent = words.then;
  page.addEventListener("keydown", press);
  brief();
}

setInterval(() => {
  if (!speaker || speaker.closed) return;
  const seconds = begun === null ? 0 : Math.floor((Date.now() - begun) / 1000);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  speaker.document.getElementById("clock").textContent = `${words.elapsed} ${clock}`;
}, 500);

const KEYS = {
  ArrowRight: next, ArrowDown: next, PageDown: next, n: next, l: next, j: next,
  ArrowLeft: previous, ArrowUp: previous, PageUp: previous, p: previous, h: previous, k: previous,
  " ": (event) => event.shiftKey ? previous() : next(),
  r: () => play(place, beats[place].seek),
  Home: () => jump(0), End: () => jump(beats.length - 1),
  f: full, s: present,
  b: () => document.body.classList.toggle("black"), ".": () => document.body.classList.toggle("black"),
  o: () => turn(contents, contents.hidden),
  Escape: () => turn(contents, contents.hidden && help.hidden),
  "?": () => turn(help, help.hidden),
};

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^[0-9]$/.test(event.key)) { typed += event.key; return; }
  if (event.key === "Enter" && typed) { jump(Number(typed) - 1); typed = ""; event.preventDefault(); return; }
  typed = "";
  if (!contents.hidden && ["Enter", " ", "Tab"].includes(event.key)) return; // of the buttons
  const action = KEYS[event.key] ?? KEYS[event.key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  action(event);
}

let touched = null;
document.addEventListener("keydown", press);
stage.tabIndex = -1;
stage.addEventListener("click", () => next());
stage.addEventListener("touchstart", (event) => { touched = event.changedTouches[0].clientX; }, { passive: true });
stage.addEventListener("touchend", (event) => {
  const far = event.changedTouches[0].clientX - touched;
  if (Math.abs(far) < 40) return; // a tap, which is a click as well
  event.preventDefault();
  if (far < 0) next(); else previous();
});
for (const [k, button] of buttons.entries()) button.addEventListener("click", () => jump(k));
help.innerHTML = "<h1></h1><dl></dl>";
help.querySelector("h1").textContent = words.keys;
for (const row of words.help) for (const [k, text] of row.entries()) {
  const cell = document.createElement(k ? "dd" : "dt");
  cell.textContent = text;
  help.querySelector("dl").append(cell);
}

const asked = Number(location.hash.slice(1));
if (asked > 1 && asked <= beats.length) jump(asked - 1);
else stand(0, beats[0].seek); // the first frame is the title
