/** The tabs of the inspect pane: a record each. A new tab is a row here, a name in `InspectTab` and a document. */
import type { Failure } from '../engine/types.ts';
import { oneLine } from '../text/sanitise.ts';
import { type Document, emptyDocument } from './document.ts';
import type { Asked, InspectTab } from './inspect-state.ts';
import { summaryLines } from './tabs/summary.ts';
import { jsonDocument } from './tabs/raw.ts';
import { remembering } from './remembering.ts';
import type { Group } from './groups.ts';
import { selectedHeading } from './list-state.ts';
import { engineInHand } from './slices/engines.ts';
import type { State } from './state.ts';
import { groupDocument } from './tabs/group.ts';
import { healthDocument } from './tabs/health.ts';
import { processesDocument } from './tabs/processes.ts';
import { envDocument, labelsDocument, mountsDocument, networksDocument, sentence } from './tabs/tables.ts';
import type { Details } from '../engine/types.ts';

export interface Tab {
  readonly id: InspectTab;
  readonly title: string;
  /** What it shows, for help. */
  readonly about: string;
  readonly document: (state: State, details: Details) => Document;
}

/** Columns of the summary's labels. */
const summaryLabels = 12;

const summary = remembering((details: Details, second: number, skew: number, zone: number): Document => (
  { lines: summaryLines(details, { now: second * 1000, skew, zone }), labelWidth: summaryLabels, labelTone: 'dim' }));
const env = remembering(envDocument);
const labels = remembering(labelsDocument);
const mounts = remembering(mountsDocument);
const networks = remembering(networksDocument);
const health = remembering((details: Details, day: number, zone: number) => healthDocument(details, { now: day * 86_400_000 - zone * 60_000, zone }));
const processes = remembering(processesDocument);
const raw = remembering(jsonDocument);
const waiting = remembering((text: string): Document => ({ ...sentence(text), pending: true }));

const failed = ({ what, why, hint }: Failure) => `Cannot ${oneLine(what)}: ${oneLine(why)}. ${oneLine(hint)}`.trimEnd();

/** What was asked of the engine, as a document: the last answer, or why there is none. */
function answered<Answer>({ answer, failure }: Asked<Answer>, verb: string, document: (answer: Answer) => Document): Document {
  if (answer !== null) return document(answer);
  return waiting(failure === null ? `Asking for the ${verb}.` : failed(failure));
}

function processesOf(state: State, details: Details): Document {
  const { inspect } = state;
  if (!details.state.running) return waiting(`${oneLine(details.name)} does not run: it has no processes.`);
  return answered(inspect.processes, 'processes', (answer) => processes(answer, inspect.order));
}

/** The day it is, on the user's clock. */
const today = ({ now, zone }: State) => Math.floor((now + zone * 60_000) / 86_400_000);

export const inspectTabs: readonly Tab[] = [
  { id: 'summary', title: 'Summary', about: 'state, image, command, ports, limits', document: (state, details) => summary(details, Math.floor(state.now / 1000), engineInHand(state).skew, state.zone) },
  { id: 'stats', title: 'Stats', about: 'CPU, memory, network and block charts', document: () => emptyDocument },
  { id: 'processes', title: 'Processes', about: 'what runs in the container, by any column', document: processesOf },
  { id: 'env', title: 'Env', about: 'the environment, secrets masked', document: (_, details) => env(details) },
  { id: 'mounts', title: 'Mounts', about: 'volumes and bind mounts', document: (_, details) => mounts(details) },
  { id: 'networks', title: 'Networks', about: 'networks, addresses and ports', document: (_, details) => networks(details) },
  { id: 'labels', title: 'Labels', about: 'the labels, secrets masked', document: (_, details) => labels(details) },
  { id: 'health', title: 'Health', about: 'the health check and its last probes', document: (state, details) => health(details, today(state), state.zone) },
  { id: 'changes', title: 'Changes', about: 'files that differ from the image', document: ({ inspect }) => answered(inspect.changes, 'changed files', (tree) => tree) },
  { id: 'raw', title: 'Raw', about: 'everything the engine says, as JSON', document: (_, details) => raw(details.text) },
];

/** The record of a tab. */
export function tabOf(id: InspectTab): Tab {
  const found = inspectTabs.find((tab) => tab.id === id);
  if (!found) throw new Error(`there is no tab ${id}`);
  return found;
}

/** The tab `step` further, round the end. */
export function tabAfter(id: InspectTab, step: 1 | -1): InspectTab {
  const at = inspectTabs.findIndex((tab) => tab.id === id);
  return inspectTabs[(at + step + inspectTabs.length) % inspectTabs.length]?.id ?? id;
}

let lastGroup: { readonly heading: Group; readonly containers: State['containers']; readonly figures: State['figures']; readonly document: Document } | null = null;

/** The document of a group, kept while nothing of the list has changed: it can be of thousands. */
function group(heading: Group, state: State): Document {
  const { containers, figures } = state;
  if (lastGroup?.heading !== heading || lastGroup.containers !== containers || lastGroup.figures !== figures) lastGroup = { heading, containers, figures, document: groupDocument(heading, state) };
  return lastGroup.document;
}

/** The document of the present tab, or of the group that is selected; empty before the first answer. */
export function inspectDocument(state: State): Document {
  const { details, tab } = state.inspect;
  const heading = selectedHeading(state);
  if (heading) return group(heading, state);
  return details ? tabOf(tab).document(state, details) : emptyDocument;
}
