import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeEvent } from '../../src/engine/event.ts';
import { captures } from './captures.ts';
import { anyValue } from './damaged.ts';

const bare = { name: '', image: '', at: null, stamp: '', exitCode: null, signal: null, health: '', oldName: '' };

describe('events', () => {
  test.each(captures('events-').map(({ engine, bytes }) => [engine, bytes.toString()] as const))('%s: the container\'s, by action and id', (_, body) => {
    const lines = body.split('\n').filter((line) => line !== '');
    const wanted = lines.map((line) => JSON.parse(line) as { Type: string; Action: string; Actor: { ID: string } }).filter(({ Type }) => Type === 'container');
    const events = lines.flatMap((line) => decodeEvent(line) ?? []);
    expect(events.map(({ id }) => id)).toEqual(wanted.map(({ Actor }) => Actor.ID));
    expect(events.map(({ action }) => action)).toEqual(expect.arrayContaining(['create', 'start', 'die', 'pause', 'unpause', 'rename', 'kill', 'stop']));
    expect(events.every(({ action, at, stamp, name }) => /^[a-z_]+$/.test(action) && at !== null && /^\d{19}$/.test(stamp) && name !== '')).toBe(true);
    expect(events.filter(({ action }) => action === 'die').every(({ exitCode }) => exitCode !== null)).toBe(true);
  });

  test('the action is what stands before its text; older fields serve when the newer are absent', () => {
    expect(decodeEvent('{"Type":"container","Action":"health_status: unhealthy","Actor":{"ID":"a"}}')).toEqual({ ...bare, action: 'health_status', id: 'a', health: 'unhealthy' });
    expect(decodeEvent('{"Type":"container","Action":"exec_create: sh -c \\"a: b\\"","Actor":{"ID":"a"}}')).toEqual({ ...bare, action: 'exec_create', id: 'a' });
    expect(decodeEvent('{"status":"die","id":"b","from":"busybox","time":1795700227}')).toEqual({ ...bare, action: 'die', id: 'b', image: 'busybox', at: 1795700227000 });
  });

  test('who it was, when to the nanosecond, and how it ended', () => {
    const line = '{"status":"die","id":"a","from":"busybox","Type":"container","Action":"die","Actor":{"ID":"a","Attributes":{"exitCode":"137","image":"busybox","name":"web","timeNano":"7"}},"scope":"local","time":1795700227,"timeNano":1795700227088348648}';
    expect(decodeEvent(line)).toEqual({ ...bare, action: 'die', id: 'a', name: 'web', image: 'busybox', at: 1795700227088, stamp: '1795700227088348648', exitCode: 137 });
    expect(decodeEvent('{"Type":"container","Action":"kill","Actor":{"ID":"a","Attributes":{"signal":"15"}}}')).toMatchObject({ signal: 15, exitCode: null });
    expect(decodeEvent('{"Type":"container","Action":"rename","Actor":{"ID":"a","Attributes":{"name":"new","oldName":"/old"}}}')).toMatchObject({ name: 'new', oldName: 'old' });
  });

  test('podman 4.3 writes an exit code into every event: it counts at an end only', () => {
    const of = (action: string, code: string) => decodeEvent(`{"Type":"container","Action":"${action}","Actor":{"ID":"a","Attributes":{"containerExitCode":"${code}"}}}`)?.exitCode;
    expect([of('start', '0'), of('die', '3'), of('died', '4'), of('die', 'x')]).toEqual([null, 3, 4, null]);
  });

  test.each(['', '{', 'null', '[]', '7', '{}', '{"Type":"network","Action":"connect","Actor":{"ID":"a"}}', '{"Type":"container","Action":"die"}', '{"Type":"container","Actor":{"ID":"a"}}', '{"Type":"container","Action":7,"Actor":null}'])('%j is none', (line) => {
    expect(decodeEvent(line)).toBeUndefined();
  });

  test('any line is an event or none', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), anyValue.map((value) => JSON.stringify(value))), (line) => {
      const event = decodeEvent(line);
      expect(event === undefined || (event.action !== '' && event.id !== '')).toBe(true);
    }));
  });
});
