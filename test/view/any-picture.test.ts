import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Container, Details, LogLine } from '../../src/engine/types.ts';
import { selectedLine } from '../../src/model/arrange.ts';
import { commands } from '../../src/model/commands.ts';
import type { Message } from '../../src/model/message.ts';
import { logPaneLines } from '../../src/model/log-lines.ts';
import { inspectPane, inspectSize } from '../../src/model/inspect-lines.ts';
import { inspectDocument, inspectTabs } from '../../src/model/inspect-tabs.ts';
import { paneSize } from '../../src/model/panes.ts';
import { turnTo } from '../../src/model/slices/inspect.ts';
import { logAnchor } from '../../src/model/slices/logs.ts';
import type { State } from '../../src/model/state.ts';
import { changesDocument } from '../../src/model/tabs/changes.ts';
import { update } from '../../src/model/update.ts';
import { lineNear, visibleRows } from '../../src/model/viewport.ts';
import { spansWidth } from '../../src/text/cut.ts';
import { pictureOf } from '../../src/view/picture.ts';
import { detailsOf } from '../model/details.ts';
import { line, stampAt } from '../model/lines.ts';
import { address, container, failed, listed, opened, start, target } from '../model/state.ts';
import { cellsOf } from './picture-text.ts';

const acts = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/;
const ids = Array.from({ length: 30 }, (_, at) => `c${at}`);

/** Text as nobody would send it, but somebody will. */
const text = fc.oneof(
  fc.string({ maxLength: 30 }), fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: fc.constantFrom('a', ' ', '-', '日', '🐳', 'e\u0301', '\u200d', '\t', '\n', '\r', '\u001b[31m', '\u001b]0;', '\u0007', '\u202e', '\u009b', 'ﷺ'), maxLength: 60 }),
);
const containers: fc.Arbitrary<Container> = fc.record({
  id: fc.constantFrom(...ids), name: text, image: text, state: fc.oneof(fc.constantFrom('running', 'exited', 'paused', 'restarting', 'created', 'dead'), text), project: fc.option(fc.oneof(fc.constantFrom('p', 'q'), text)), service: fc.option(fc.constantFrom('s', 't')), networks: fc.array(fc.record({ name: text, ip: text }), { maxLength: 2 }),
  health: fc.constantFrom('healthy' as const, 'unhealthy' as const, 'starting' as const, 'none' as const), exitCode: fc.option(fc.constantFrom(0, 1, 137)), age: fc.option(fc.nat()),
  ports: fc.array(fc.record({ ip: fc.option(text), hostPort: fc.option(fc.nat(65_535)), port: fc.nat(65_535), protocol: fc.oneof(fc.constant('tcp'), text) }), { maxLength: 3 }),
}).map((change) => container(change.id, change));
const health = fc.record({ status: text, failingStreak: fc.nat(3), probes: fc.array(fc.record({ start: fc.oneof(text, fc.constant('2026-11-23T11:59:00Z')), end: text, exitCode: fc.nat(3), output: text }), { maxLength: 3 }) });
const places = fc.record({
  mounts: fc.array(fc.record({ type: text, name: text, source: text, target: text, writable: fc.boolean() }), { maxLength: 3 }), tmpfs: fc.dictionary(text, text, { maxKeys: 2 }),
  networks: fc.array(fc.record({ name: text, ip: text, ipv6: text, gateway: text, mac: text, aliases: fc.array(text, { maxLength: 2 }) }), { maxLength: 3 }), healthcheck: fc.array(text, { maxLength: 3 }),
});
const details: fc.Arbitrary<Details> = fc.record({ env: fc.array(text, { maxLength: 8 }), image: text, labels: fc.dictionary(text, text, { maxKeys: 4 }), value: fc.jsonValue({ maxDepth: 3 }), places, health: fc.option(health), running: fc.boolean() })
  .map(({ env, image, labels, value, places: more, health: of, running }) => detailsOf({ env, image, labels, ...more, state: { health: of, running }, text: JSON.stringify({ Env: env, Labels: labels, value }) }));
const processes = fc.array(text, { minLength: 1, maxLength: 4 }).chain((titles) => fc.record({ titles: fc.constant(titles), rows: fc.array(fc.array(fc.oneof(text, fc.nat(99).map(String)), { maxLength: 5 }), { maxLength: 30 }) }));
const changes = fc.array(fc.record({ kind: fc.constantFrom('added' as const, 'changed' as const, 'deleted' as const), path: fc.array(fc.oneof(text, fc.constantFrom('etc', 'usr', 'lib')), { maxLength: 5 }).map((parts) => `/${parts.join('/')}`) }), { maxLength: 150 }).map(changesDocument);
const logLines: fc.Arbitrary<LogLine[]> = fc.array(fc.record({ text, second: fc.nat(1000), stream: fc.constantFrom('stdout' as const, 'stderr' as const, 'engine' as const), broken: fc.boolean() }), { maxLength: 80 })
  .map((some) => some.map((one) => ({ ...line(one.text, stampAt(one.second), one.stream), broken: one.broken })));
const keys = fc.constantFrom(...new Set(commands.flatMap((command) => command.keys).filter((key) => key !== 'q' && key !== 'ctrl-c')), 'q', 'enter', 'backspace', 'up', 'a', 'é', '日', ' ');
const addresses = [address, 'tcp://far-away:2376', 'ssh://u@\u001b[31mhost'];
const whose = target('the selected one');
const events: fc.Arbitrary<Message> = fc.oneof(
  { weight: 8, arbitrary: keys.map((name) => ({ type: 'input/key' as const, name, text: [...name].length === 1 ? name : '', at: start })) },
  { weight: 2, arbitrary: fc.uniqueArray(containers, { selector: ({ id }) => id, maxLength: 25 }).chain((some) => fc.constantFrom(...addresses).map((engine) => listed(some, start, engine))) },
  { weight: 2, arbitrary: fc.array(fc.record({ action: fc.constantFrom('create', 'start', 'die', 'oom', 'kill', 'rename', 'destroy', 'pause'), id: fc.constantFrom(...ids), name: text, image: text, at: fc.option(fc.nat()), stamp: fc.string(), exitCode: fc.option(fc.integer()), signal: fc.option(fc.nat(70)), health: text, oldName: text }), { maxLength: 10 }).map((some) => ({ type: 'events/received' as const, engine: address, events: some, at: start })) },
  { weight: 2, arbitrary: details.map((of) => ({ type: 'inspect/received' as const, target: whose, details: of, at: start })) },
  { weight: 1, arbitrary: processes.map((of) => ({ type: 'processes/received' as const, target: whose, processes: of, at: start })) },
  { weight: 1, arbitrary: changes.map((of) => ({ type: 'changes/received' as const, target: whose, changes: of, at: start })) },
  { weight: 2, arbitrary: logLines.map((lines) => ({ type: 'logs/received' as const, target: whose, lines, at: start })) },
  { weight: 1, arbitrary: fc.record({ columns: fc.integer({ min: 0, max: 200 }), rows: fc.integer({ min: 0, max: 60 }) }).map((size) => ({ type: 'terminal/resized' as const, size })) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('unreachable' as const, 'timeout' as const), fc.constantFrom(...addresses)).map(([kind, engine]) => failed(kind, start, engine)) },
  { weight: 1, arbitrary: fc.array(fc.record({ kind: fc.constantFrom('context' as const, 'host' as const), name: text, address: text, problem: fc.option(text), answer: fc.constant(null) }), { maxLength: 6 }).map((offers) => ({ type: 'engines/offered' as const, offers })) },
  { weight: 1, arbitrary: text.map((name) => ({ type: 'engine/opened' as const, wish: { kind: 'host' as const, name, alone: false }, choice: { address: name, context: null, why: ':engines', demo: false, insecure: null }, at: start })) },
  { weight: 1, arbitrary: text.map((why) => ({ type: 'logs/gap' as const, target: whose, why, at: start })) },
  { weight: 1, arbitrary: text.map((pasted) => ({ type: 'input/pasted' as const, text: pasted, at: start })) },
  { weight: 1, arbitrary: fc.nat(10_000).map((later) => ({ type: 'clock/ticked' as const, at: start + later, zone: 90 })) },
);
/** The message about the container that is selected when it comes: others are not heard. */
const heard = (state: State, message: Message): Message => ('target' in message ? { ...message, target: state.containers.selected ?? target('none') } : message);

function pictureHolds(state: State): void {
  const picture = pictureOf(state);
  expect(picture.size).toEqual(state.screen.size);
  cellsOf(picture);
  for (const pane of picture.panes) {
    expect(pane.rows.length, pane.id).toBe(pane.height);
    for (const { spans } of pane.rows) {
      expect(spansWidth(spans), `a row of ${pane.id}: ${spans.map((span) => span.text).join('')}`).toBe(pane.width);
      for (const span of spans) expect(span.text).not.toMatch(acts);
    }
  }
  const { cursor } = picture;
  if (cursor) expect(cursor.x < picture.size.columns && cursor.y < picture.size.rows && Math.min(cursor.x, cursor.y) >= 0).toBe(true);
}

function stateHolds(state: State): void {
  const { containers: list, inspect, logs } = state;
  const at = selectedLine(list);
  const onHeading = list.selectedGroup !== null;
  expect(onHeading ? list.selected : list.selectedGroup, 'one thing is selected').toBeNull();
  expect(list.group === 'none' ? list.lines : list.shown, 'every row that is shown is a line, or folded away').toBe(list.shown);
  expect(at >= 0 || list.lines.length === 0, 'something is selected where there is anything').toBe(true);
  const { rows } = paneSize(state, 'containers');
  if (rows > 0 && at >= 0) expect(at >= list.top && at < list.top + rows, `row ${at} in sight from ${list.top} in ${rows} rows`).toBe(true);
  const document = inspectDocument(state);
  const { length } = document.lines;
  if (!document.pending) expect(inspect.cursor).toBeLessThanOrEqual(Math.max(0, length - 1));
  const inspectRows = paneSize(state, 'inspect').rows === 0 ? 0 : inspectSize(state).rows;
  if (inspectRows > 0 && length > 0 && !document.pending) expect(visibleRows(inspectPane(state), inspect.anchor, inspectRows).some((row) => row.line === inspect.cursor), 'the cursor is in sight').toBe(true);
  const anchor = logAnchor(state);
  const lines = logPaneLines(state);
  expect(anchor.line).toBe(lineNear(lines, anchor.line) ?? 0);
  expect(Math.min(inspect.left, logs.left)).toBeGreaterThanOrEqual(0);
}

describe('whatever happens, in whatever order', () => {
  const stories = fc.array(events, { minLength: 1, maxLength: 40 });
  const sizes = fc.constantFrom([160, 45], [80, 24], [40, 10], [60, 18]);

  test.each(['no', 'symbols', 'strict'] as const)('every picture is whole and clean, every selection in sight (ASCII: %s)', (ascii) => {
    fc.assert(fc.property(sizes, stories, fc.boolean(), ([columns = 0, rows = 0], story, several) => {
      const fresh = opened(columns, rows, ...addresses.slice(0, several ? 3 : 1));
      let state: State = { ...fresh, settings: { ...fresh.settings, ascii } };
      for (const message of story) {
        state = update(state, heard(state, message));
        stateHolds(state);
      }
      pictureHolds(state);
    }), { numRuns: 150 });
  });

  test('in the tabs of a container every picture is whole and clean, the cursor in sight', () => {
    const inTabs = fc.constantFrom('j', 'k', 'g', 'G', 'ctrl-d', 'ctrl-u', '[', ']', 'enter', 'Z', 'x', 'w', 'l', 'h', 'n', 'N', '>', '<', 'I', 'z', 'R', 'y', 'Y', 'tab', '2');
    const acts = fc.oneof({ weight: 6, arbitrary: inTabs.map((name): Message => ({ type: 'input/key', name, text: [...name].length === 1 ? name : '', at: start })) }, { weight: 4, arbitrary: events.filter(({ type }) => /^(?:inspect|processes|changes|clock|terminal)/.test(type)) });
    fc.assert(fc.property(sizes, fc.constantFrom(...inspectTabs.map(({ id }) => id)), details, processes, changes, fc.array(acts, { maxLength: 40 }), ([columns = 0, rows = 0], tab, first, running, changed, story) => {
      const given: readonly Message[] = [
        { type: 'inspect/received', target: whose, details: first, at: start }, { type: 'processes/received', target: whose, processes: running, at: start }, { type: 'changes/received', target: whose, changes: changed, at: start },
      ];
      let state = turnTo(update(update(opened(columns, rows), listed([container('a')])), { type: 'input/key', name: '2', text: '2', at: start }), tab);
      for (const message of [...given, ...story]) {
        state = update(state, heard(state, message));
        stateHolds(state);
        pictureHolds(state);
      }
    }), { numRuns: 150 });
  });
});
