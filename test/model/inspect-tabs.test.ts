import { describe, expect, test } from 'vitest';
import { inspectDocument, inspectTabs, tabAfter, tabOf } from '../../src/model/inspect-tabs.ts';
import type { InspectTab } from '../../src/model/inspect-state.ts';
import type { Message } from '../../src/model/message.ts';
import { changesDocument } from '../../src/model/tabs/changes.ts';
import { detailsOf, type Said } from './details.ts';
import { after, failed, key, listed, opened, start, target } from './state.ts';

const received = (said: Said = {}): Message => ({ type: 'inspect/received', target: target('a'), details: detailsOf({ text: '{"Name":"/web"}', ...said }), at: start });
const on = (tab: InspectTab, ...messages: readonly Message[]) => {
  const state = after(opened(), listed(['a']), key('2'));
  return after({ ...state, inspect: { ...state.inspect, tab } }, ...messages);
};
const texts = (state: ReturnType<typeof on>) => inspectDocument(state).lines.map(({ label, value }) => label + value).join('\n');
const failure = (failed('status') as Extract<Message, { type: 'engine/failed' }>).failure;

describe('the tabs', () => {
  test('are gone round both ways', () => {
    const ids = inspectTabs.map(({ id }) => id);
    expect(ids.map((id) => tabAfter(id, 1))).toEqual([...ids.slice(1), ids[0]]);
    expect(ids.map((id) => tabAfter(id, -1))).toEqual([ids[ids.length - 1], ...ids.slice(0, -1)]);
    expect(ids.map((id) => tabOf(id).title)).toEqual(['Summary', 'Stats', 'Processes', 'Env', 'Mounts', 'Networks', 'Labels', 'Health', 'Changes', 'Raw']);
  });

  test.each(inspectTabs.map(({ id }) => id))('%s has nothing before the first answer', (tab) => {
    expect(inspectDocument(on(tab))).toMatchObject({ lines: [], pending: true });
  });

  test.each([
    ['summary', 'running for 2h'], ['env', 'A1'], ['mounts', '/data'], ['networks', 'shop'], ['labels', 'app'], ['health', 'no health check'], ['raw', '"Name": "/web"'],
  ] as const)('%s shows the details', (tab, words) => {
    const said: Said = { env: ['A=1'], labels: { app: 'x' }, mounts: [{ type: 'bind', name: '', source: '/', target: '/data', writable: true }], networks: [{ name: 'shop', ip: '', ipv6: '', gateway: '', mac: '', aliases: [] }] };
    expect(texts(on(tab, received(said)))).toContain(words);
  });

  test('processes and changes say that they are asked for, why not, and then what they are', () => {
    const answers: readonly Message[] = [
      { type: 'processes/received', target: target('a'), processes: { titles: ['PID'], rows: [['42']] }, at: start }, { type: 'changes/received', target: target('a'), changes: changesDocument([{ kind: 'added', path: '/x' }]), at: start },
    ];
    for (const [tab, verb, shows] of [['processes', 'processes', '42'], ['changes', 'changed files', '+ x']] as const) {
      expect(texts(on(tab, received()))).toBe(`Asking for the ${verb}.`);
      const wrong = on(tab, received(), { type: `${tab}/failed`, target: target('a'), failure, at: start });
      expect(texts(wrong)).toBe('Cannot list containers: the test says so.');
      expect(texts(after(wrong, ...answers)).trim()).toBe(shows);
    }
  });

  test('a container that does not run has no processes, and says so', () => {
    expect(texts(on('processes', received({ state: { running: false } })))).toBe('web does not run: it has no processes.');
  });

  test('a document is made once for one answer', () => {
    for (const tab of ['env', 'labels', 'mounts', 'networks', 'health', 'raw', 'summary'] as const) {
      const state = on(tab, received());
      expect(inspectDocument(after(state, key('j'), key('k')))).toBe(inspectDocument(state));
    }
  });
});
