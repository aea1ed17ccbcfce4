/** The page wired together: what comes from the gateway goes into the lists, the map and the charts. */

import * as api from './api.js';
import { filtersHere, putFilters, putStory, storyHere } from './address.js';
import { Announcer } from './announce.js';
import { byId } from './dom.js';
import { Entries } from './entries.js';
import { Evidence } from './evidence.js';
import { Feed } from './feed.js';
import { FilterBar } from './filterbar.js';
import { isEmpty, none, ofStories, search, selection, wants, wantsStory, write } from './filters.js';
import { setUpHelp } from './help.js';
import { setUpKeys } from './keys.js';
import { Link } from './link.js';
import { askForToken } from './login.js';
import { PlaceMap, placesOf } from './map.js';
import { Notices } from './notices.js';
import { StoryPane } from './pane.js';
import { Pulse } from './pulse.js';
import { Stories } from './stories.js';
import { setUpTabs } from './tabs.js';
import { setUpTheme } from './theme.js';
import { longDay } from './time.js';

const FIRST = 100; // entries that are shown at first, and added by asking for older ones
const FIRST_STORIES = 60;
const AGAIN_MS = 4_000; // what was on its way into the read model while the page was filled
const SIDES_MS = 700;
const TICK_MS = 15_000;
const TITLE = document.title;

const entries = new Entries();
const announcer = new Announcer(byId('announcements'));
const pulse = new Pulse({ rate: byId('rate'), delay: byId('delay') });
const evidence = new Evidence(byId('entries'));
const notices = new Notices({ section: byId('notices'), list: byId('notice-list'), onChoose: goTo });
const stories = new Stories({ list: byId('story-list'), onOpen: openStory });
const pane = new StoryPane({ onClose: () => putStory(''), onMoved: (id) => putStory(id, true) });
const filterBar = new FilterBar(change);
const map = new PlaceMap({
  picture: byId('map'), list: byId('place-list'), whole: byId('whole-world'),
  onChoose: (id) => filterBar.toggle('place', id, placesOf(entries.all()).find((one) => one.id === id)?.name),
});
const feed = new Feed({
  list: byId('entries'), button: byId('new-entries'), entries, onRender: () => evidence.check(),
  actions: { openStory, loadHistory },
});
const link = new Link({ onEvent: heard, onStory: heardStory, onReset: reload, onRefused: mayGoOn, place: byId('link') });

let filters = filtersHere();
let filling = 0; // counts up: an answer to an earlier question is dropped
/** @type {any[] | null} events that came while the page is being filled */
let held = null;
let older = '';
let dirty = true;

/** Begin: ask for the state, and follow what comes after it. */
async function begin() {
  const turn = (filling += 1);
  held = [];
  link.open(selection(filters));
  filterBar.show(filters);
  byId('empty').hidden = true;
  try {
    const [found, known] = await Promise.all([api.events(search(filters, FIRST)), api.stories(ofStories(filters, FIRST_STORIES))]);
    if (turn !== filling) return;
    clear();
    fill(found.events);
    feed.showAll();
    older = found.next ?? '';
    known.reverse().forEach(takeStory);
    if (!isEmpty(filters)) learnChoices();
    setTimeout(() => turn === filling && catchUp(), AGAIN_MS);
  } catch (error) {
    if (turn !== filling) return;
    if (error instanceof api.LoginNeeded) await askAndBegin();
    else fail(error);
    return;
  }
  const waiting = held;
  held = null;
  waiting.forEach(heard);
  settle();
}

async function askAndBegin() {
  link.close();
  await askForToken();
  await begin();
}

function leave() {
  clear();
  askAndBegin();
}

function fail(error) {
  const isOurs = error instanceof api.Refused;
  byId('trouble').textContent = isOurs
    ? `This cannot be asked for: ${error.message}`
    : `The gateway does not answer as it should (${error.message}). Trying again …`;
  byId('trouble').hidden = false;
  if (isOurs) return;
  const turn = filling;
  setTimeout(() => turn === filling && begin(), AGAIN_MS);
}

function clear() {
  byId('trouble').hidden = true;
  entries.clear();
  stories.clear();
  notices.clear();
  feed.clear();
}

/** @param {any[]} events newest first */
function fill(events) {
  const now = Date.now();
  for (const event of events.toReversed()) take(event, now, { isAnswer: true });
}

/** What came between the answer of the read model and the beginning of the stream. */
async function catchUp() {
  const turn = filling;
  const found = await api.events(search(filters, FIRST)).catch(() => null);
  if (found && turn === filling) fill(found.events);
  settle();
}

/** The choices of the filters need entries that the filters hide. */
async function learnChoices() {
  const all = await api.events(search(none(), FIRST)).catch(() => null);
  all?.events.forEach((event) => filterBar.learn(event));
  filterBar.render();
}

/** @param {any} cloudEvent from the stream */
function heard(cloudEvent) {
  if (held) {
    held.push(cloudEvent);
    return;
  }
  const now = Date.now();
  const recorded = Date.parse(cloudEvent.recordedtime ?? ''); // when its input reached Kafka
  const event = cloudEvent.data;
  if (!take(event, now)) return;
  pulse.beat(now, Number.isNaN(recorded) ? null : now - recorded);
  link.delay(pulse.latest);
  if (event.kind && event.revision === 1) announcer.entry(event);
  if (event.type.includes('.corrected.')) announcer.say(`Correction: ${event.headline ?? 'an entry'}`);
  if (event.type.includes('.withdrawn.')) announcer.say(`Withdrawn: ${event.headline ?? 'an entry'}`);
}

/**
 * @param {any} event @param {number} now
 * @param {{isAnswer?: boolean, older?: boolean}} [how] an answer fits what was asked for
 * @returns {boolean} whether the page shows it
 */
function take(event, now, how = {}) {
  filterBar.learn(event);
  const isKnown = entries.has(event.entry) || entries.has(event.original?.entry);
  if (!isKnown && !how.isAnswer && !wants(filters, event)) return false;
  const steps = entries.apply(event, now, how.older);
  if (!steps.length) return false;
  feed.take(steps, how);
  notices.heard(event);
  dirty = true;
  return true;
}

function heardStory(cloudEvent) {
  takeStory(cloudEvent.data);
  pane.heard(cloudEvent.data);
}

function takeStory(story) {
  if (!story.merged_into && !wantsStory(filters, story)) return;
  stories.put(story);
  dirty = true;
}

function reload() {
  announcer.say('The page was behind and has been loaded anew');
  begin();
}

/** Whether a stream that was refused is to be tried again. */
async function mayGoOn() {
  try {
    if (await api.mayRead()) return true;
  } catch {
    return true; // the gateway is away
  }
  await askAndBegin();
  return false;
}

async function loadHistory(id) {
  const events = await api.historyOf(id).catch(() => []);
  for (const event of events) entries.apply(event, Date.now());
}

async function loadOlder() {
  const button = byId('older');
  button.disabled = true;
  const turn = filling;
  try {
    const found = await api.events(search(filters, FIRST, older));
    if (turn !== filling) return;
    for (const event of found.events) {
      if (feed.isFull) break;
      take(event, Date.now(), { isAnswer: true, older: true });
    }
    older = feed.isFull ? '' : found.next ?? '';
  } catch (error) {
    announcer.say(error.message);
  } finally {
    button.disabled = false;
    settle();
  }
}

function change(next) {
  filters = next;
  putFilters(filters);
  begin();
}

function openStory(id) {
  putStory(stories.goesOnAs(id));
  showStory();
}

function showStory() {
  const id = storyHere();
  if (id) pane.open(id);
  else pane.close();
}

addEventListener('popstate', () => {
  const before = write(filters).toString();
  filters = filtersHere();
  if (write(filters).toString() !== before) begin();
  showStory();
});

function goTo(id) {
  tabs.show('wall-entries');
  feed.focus(id);
}

/** The sides and what depends on how much there is: a moment after things changed, not each time. */
function settle() {
  const now = Date.now();
  if (dirty) {
    map.render(placesOf(entries.all()), filters.place);
    notices.render(now);
    dirty = !stories.render(entries.all(), now);
    byId('no-stories').hidden = !stories.isEmpty;
    filterBar.render();
  }
  pulse.render(now);
  byId('empty').hidden = held !== null || entries.size > 0;
  byId('older').hidden = !older || feed.isFull;
  document.title = feed.waiting ? `(${feed.waiting}) ${TITLE}` : TITLE;
}

function tick() {
  const now = Date.now();
  feed.tick(now);
  stories.tick(now);
  notices.tick(now);
  byId('today').textContent = longDay(now);
}

function setUp() {
  const masthead = /** @type {HTMLElement} */ (document.querySelector('.masthead'));
  new ResizeObserver(() => requestAnimationFrame(() => {
    document.documentElement.style.setProperty('--masthead', `${masthead.offsetHeight}px`);
  })).observe(masthead);
  setUpTheme(byId('theme'));
  setUpKeys({
    j: () => feed.move(1),
    k: () => feed.move(-1),
    n: () => feed.showNew(true),
    '/': () => byId('search').focus(),
    '?': setUpHelp(leave),
    Enter: () => feed.current?.event.story && openStory(feed.current.event.story),
  });
  byId('older').addEventListener('click', loadOlder);
  for (const button of document.querySelectorAll('dialog .close')) {
    button.addEventListener('click', () => button.closest('dialog').close());
  }
  map.load().catch(() => byId('map').remove()); // the list says the same
  setInterval(settle, SIDES_MS);
  setInterval(tick, TICK_MS);
  document.addEventListener('visibilitychange', tick); // browsers let hidden pages sleep
  tick();
}

const tabs = setUpTabs(document.querySelectorAll('[data-shows]'));
setUp();
begin().then(showStory);
