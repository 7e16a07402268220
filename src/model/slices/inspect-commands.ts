/** The keys of the inspect pane: tabs, folds, masked values, copies, the order of processes, asking again. */
import type { Command } from '../command.ts';
import { type Document, isFoldable, isFolded, keyOf } from '../document.ts';
import { isClear } from '../inspect-lines.ts';
import type { InspectTab } from '../inspect-state.ts';
import { inspectDocument, inspectTabs, tabAfter } from '../inspect-tabs.ts';
import type { State } from '../state.ts';
import { nextOrder } from '../tabs/processes.ts';
import { keepPlace, settle, turnTo, withInspect } from './inspect.ts';
import { focusOn, notify } from './screen.ts';

/** How long a revealed value is shown, milliseconds. */
const revealTime = 30_000;

const lineInHand = (state: State) => inspectDocument(state).lines[state.inspect.cursor];

const nothingMasked = (state: State) => {
  if (state.settings.showSecrets) return 'Nothing is masked (--show-secrets).';
  return (lineInHand(state)?.secret ?? null) === null ? 'No masked value on this line.' : null;
};

function toggleSecret(state: State): State {
  const { cursor, revealed } = state.inspect;
  return settle(withInspect(state, { revealed: revealed?.line === cursor ? null : { line: cursor, until: state.now + revealTime } }), cursor);
}

/** The line that folds: the cursor's own, or the one that what closes an object or a list stands for; null on a plain value. */
function foldAt(document: Document, line: number): number | null {
  const entry = document.lines[line];
  if (entry?.foldEnd !== undefined) return line;
  return entry && entry.label.trim() === '' && /^[}\]],?$/.test(entry.value) ? entry.parent ?? null : null;
}

function toggleFold(state: State): State {
  const document = inspectDocument(state);
  const { cursor, folds } = state.inspect;
  const line = foldAt(document, cursor);
  if (line === null) return notify(state, 'Nothing to fold here; Z folds all.');
  const next = isFolded(document, folds, line) ? 'open' : 'folded';
  return settle(withInspect(state, { folds: { ...folds, some: new Map([...folds.some, [keyOf(document, line), next]]) } }), line);
}

/** Everything below the outermost lines folded away, or opened when something is. */
function toggleAll(state: State): State {
  const document = inspectDocument(state);
  const { folds, cursor } = state.inspect;
  const folding = document.lines.map((_, line) => line).filter((line) => document.lines[line]?.foldEnd !== undefined);
  const all = folding.some((line) => isFolded(document, folds, line)) ? 'open' as const : 'folded' as const;
  // a document that is one object would be one line
  const whole = document.lines[0]?.foldEnd === document.lines.length;
  return settle(withInspect(state, { folds: { all, some: new Map(whole ? [[keyOf(document, 0), 'open']] : []) } }), cursor);
}

/** The text of a line as it is copied, and whether something in it is masked. */
function copyOf(state: State, document: Document, line: number): { text: string; isMasked: boolean } {
  const entry = document.lines[line];
  if (!entry) return { text: '', isMasked: false };
  if (entry.secret !== null) return isClear(state, line) ? { text: entry.clear ?? entry.secret, isMasked: false } : { text: entry.value, isMasked: true };
  return { text: entry.copied ?? entry.value, isMasked: false };
}

function copyValue(state: State): State {
  const document = inspectDocument(state);
  const { text, isMasked } = document.copyOf?.(state.inspect.cursor, (line) => isClear(state, line)) ?? copyOf(state, document, state.inspect.cursor);
  if (text === '') return notify(state, 'There is nothing to copy on this line.');
  return { ...state, requests: { ...state.requests, copy: { text, what: isMasked ? 'the value, masked (x reveals it)' : 'the value' } } };
}

function copyPath(state: State): State {
  return { ...state, requests: { ...state.requests, copy: { text: keyOf(inspectDocument(state), state.inspect.cursor), what: 'the path' } } };
}

const nothingToCopy = (state: State) => (inspectDocument(state).lines.length === 0 ? 'There is nothing to copy.' : null);
const nothingFolds = (state: State) => (isFoldable(inspectDocument(state)) ? null : 'Nothing folds in this tab.');

function orderedBy(state: State, order: State['inspect']['order']): State {
  const next = keepPlace(state, withInspect(state, { order }));
  return notify(next, order.by === null ? 'Processes in the order of the engine.' : `Processes by ${order.by}, ${order.reverse ? 'largest' : 'smallest'} first.`);
}

const noProcesses = ({ inspect }: State) => (inspect.tab === 'processes' && inspect.processes.answer !== null ? null : 'Only processes can be ordered (:processes).');

const step = (by: 1 | -1) => (state: State) => {
  const { answer } = state.inspect.processes;
  return answer ? orderedBy(state, nextOrder(answer, state.inspect.order, by)) : state;
};

const turn = (by: 1 | -1) => (state: State) => turnTo(state, tabAfter(state.inspect.tab, by));
const show = (tab: InspectTab) => (state: State) => turnTo(focusOn(state, 'inspect'), tab);

export const inspectCommands: readonly Command[] = [
  { id: 'next tab', keys: [']'], title: 'next tab', short: 'next tab', where: 'inspect', footer: 10, run: turn(1) },
  { id: 'previous tab', keys: ['['], title: 'previous tab', short: 'previous tab', where: 'inspect', run: turn(-1) },
  {
    id: 'reveal value', keys: ['x'], title: 'reveal the masked value here for 30 s, or mask it again', short: 'reveal', where: 'inspect', footer: 11,
    refused: nothingMasked, run: toggleSecret,
  },
  { id: 'fold', keys: ['enter', 'space'], title: 'fold what stands under this line, or open it', short: 'fold', where: 'inspect', footer: 12, refused: nothingFolds, run: toggleFold },
  { id: 'fold all', keys: ['Z'], title: 'fold everything, or open everything', short: 'fold all', where: 'inspect', refused: nothingFolds, run: toggleAll },
  { id: 'copy value', keys: ['y', 'c'], title: 'copy the value on this line, masked as it is shown', short: 'copy', where: 'inspect', footer: 18, refused: nothingToCopy, run: copyValue },
  {
    id: 'copy path', keys: ['Y'], title: 'copy the path of this line, as jq writes it', short: 'copy path', where: 'inspect',
    refused: (state) => nothingToCopy(state) ?? (state.inspect.tab === 'raw' || state.inspect.tab === 'changes' ? null : 'Only raw JSON and changed files have paths.'), run: copyPath,
  },
  { id: 'order by the next column', keys: ['>'], title: 'order processes by the next column', short: 'order', where: 'inspect', footer: 14, refused: noProcesses, run: step(1) },
  { id: 'order by the column before', keys: ['<'], title: 'order processes by the column before', short: 'order', where: 'inspect', refused: noProcesses, run: step(-1) },
  {
    id: 'turn the order round', keys: ['I'], title: 'order processes the other way round', short: 'reverse', where: 'inspect',
    refused: (state) => noProcesses(state) ?? (state.inspect.order.by === null ? 'They are in the order of the engine: > orders them by a column.' : null),
    run: (state) => orderedBy(state, { ...state.inspect.order, reverse: !state.inspect.order.reverse }),
  },
  {
    id: 'read changes again', keys: ['R'], title: 'ask again which files were changed', short: 'ask again', where: 'inspect', footer: 13,
    refused: ({ inspect }) => (inspect.tab !== 'changes' ? 'This tab keeps itself current.' : inspect.changesWanted ? 'The engine is being asked.' : null),
    run: (state) => notify(withInspect(state, { changesWanted: true }), 'Asking which files were changed.'),
  },
  ...inspectTabs.map(({ id, title, about }): Command => ({ id, keys: [`:${id}`], title: about, short: title, where: 'everywhere', group: 'tabs', run: show(id) })),
];
