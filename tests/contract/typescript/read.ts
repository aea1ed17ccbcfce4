// Reads events in structured mode, a line each, with the generated types alone, and prints what it
// found in each file as JSON. The compiler checks that every type of event is handled.

import { readFileSync } from "node:fs";
import { basename } from "node:path";

import type { Corrected, Event, Published, Revised } from "./generated/event.js";
import type { Story } from "./generated/story.js";

interface CloudEvent {
  specversion: "1.0";
  id: string;
  source: string;
  type: Event["type"] | Story["type"];
  data: Event | Story;
}

interface Summary {
  types: Record<string, number>;
  revisions: number;
  withdrawn: string[];
  repeated: string[];
  deltas: Record<string, number>;
  kinds: Record<string, number>;
  places: string[];
  spoken: number;
  counted: number;
  stories: number;
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

// Spans count code points, and strings of JavaScript are of UTF-16.
function at(text: string, start: number, end: number): string {
  return Array.from(text).slice(start, end).join("");
}

function content(event: Published | Revised | Corrected, found: Summary): void {
  count(found.kinds, event.kind);
  for (const place of event.places ?? []) {
    const span = place.evidence;
    if (span) {
      const text = span.field === "body" ? (event.body ?? "") : (event.headline ?? "");
      found.places.push(at(text, span.start, span.end));
    }
  }
  found.spoken += (event.quotes ?? []).filter((quote) => quote.speaker !== undefined).length;
  found.counted += (event.quantities ?? []).reduce((sum, one) => sum + one.value, 0);
}

function read(event: Event | Story, found: Summary): void {
  count(found.types, event.type);
  switch (event.type) {
    case "copydesk.entry.published.v1":
      return content(event, found);
    case "copydesk.entry.revised.v1":
    case "copydesk.entry.corrected.v1":
      found.revisions += event.revision - 1;
      for (const delta of event.deltas ?? []) count(found.deltas, delta.type);
      return content(event, found);
    case "copydesk.entry.withdrawn.v1":
      found.withdrawn.push(...(event.withdraws ?? []));
      return;
    case "copydesk.entry.duplicated.v1":
      found.repeated.push(event.original.entry);
      return;
    case "copydesk.story.updated.v1":
      found.stories += event.entries;
      return;
    default: {
      const never: never = event;
      throw new Error(`not of the contract: ${JSON.stringify(never)}`);
    }
  }
}

const all: Record<string, Summary> = {};
for (const path of process.argv.slice(2)) {
  const found: Summary = {
    types: {},
    revisions: 0,
    withdrawn: [],
    repeated: [],
    deltas: {},
    kinds: {},
    places: [],
    spoken: 0,
    counted: 0,
    stories: 0,
  };
  for (const line of readFileSync(path, "utf8").split("\n").filter(Boolean)) {
    const event = JSON.parse(line) as CloudEvent;
    if (event.type !== event.data.type) throw new Error(`${event.type} is not ${event.data.type}`);
    read(event.data, found);
  }
  all[basename(path)] = found;
}
console.log(JSON.stringify(all));
