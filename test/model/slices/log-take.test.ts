import { describe, expect, test } from 'vitest';
import type { State } from '../../../src/model/state.ts';
import { takenParts } from '../../../src/model/taken.ts';
import { line, stampAt } from '../lines.ts';
import { after, container, key, listed, opened, start, target } from '../state.ts';

const say = (texts: readonly string[]) => ({ type: 'logs/received' as const, target: target('web'), lines: texts.map((text, at) => line(text, stampAt(at))), at: start });
const open = (...texts: readonly string[]) => after(opened(), listed(['web']), say(texts), key('3'));
const saved = (state: State) => {
  const { save } = state.requests;
  if (!save || !('store' in save.lines)) throw new Error('nothing is to be saved');
  const parts = [...takenParts(save.lines)];
  return { path: save.path, text: parts.map(({ text }) => text).join(''), lines: parts.reduce((sum, part) => sum + part.lines, 0) };
};

describe('saving the log', () => {
  test('S suggests a name of the container and the time; enter takes it', () => {
    const state = after(open('one', 'two'), key('S'));
    expect(state.screen.prompt).toMatchObject({ kind: 'save', text: 'web-20261123-120000.log' });
    expect(saved(after(state, key('enter')))).toEqual({ path: 'web-20261123-120000.log', text: 'one\ntwo\n', lines: 2 });
  });

  test('a name no file system takes is made one', () => {
    const evil = after(opened(), listed([container('web', { name: '../../etc/\u001b[31m passwd' })]), say(['x']), key('3'), key('S'));
    expect(evil.screen.prompt?.text).toBe('_.._etc_31m_passwd-20261123-120000.log');
  });

  test('what is written is what is shown: clean text, our own marks; timestamps only while they are shown', () => {
    const state = after(open('\u001b[31mred\u001b[0m \u001b]0;title\u0007'), { type: 'logs/gap', target: target('web'), why: 'lines are missing here', at: start });
    expect(saved(after(state, key('S'), key('enter'))).text).toBe('red \n── lines are missing here ──\n');
    expect(saved(after(state, key('t'), key('S'), key('enter'))).text).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z red \n──/);
  });

  test('cleared lines are not shown, and not saved', () => {
    const state = after(open('before'), key('C'), say(['after']));
    expect(saved(after(state, key('S'), key('enter'))).text).toBe('after\n');
    expect(after(open('before'), key('C'), key('S')).screen.notice?.text).toBe('There are no lines to save.');
  });

  test('is of the lines there were when it was asked for, however many come meanwhile; every line once', () => {
    const texts = Array.from({ length: 3000 }, (_, at) => `line ${at}`);
    const state = after(open(...texts), key('S'), key('enter'), say(['too late']));
    const { text, lines } = saved(state);
    expect(lines).toBe(3000);
    expect(text).toBe(`${texts.join('\n')}\n`);
  });

  test('an empty name saves nothing; what came of it is told', () => {
    const empty = after(open('one'), key('S'), key('ctrl-u'), key('enter'));
    expect([empty.requests.save, empty.screen.notice?.text]).toEqual([null, 'Nothing was saved: no name was given.']);
    const asked = after(open('one'), key('S'), key('enter'));
    expect(after(asked, key('S')).screen.notice?.text).toMatch(/^Still saving to web-.*\.log\.$/);
    const well = after(asked, { type: 'logs/saved', path: 'x.log', lines: 1204, bytes: 5000, at: start });
    expect([well.requests.save, well.screen.notice?.text]).toEqual([null, '1,204 lines (4.9Ki) saved to x.log']);
    expect(after(asked, { type: 'logs/unsaved', path: 'x.log', why: 'x.log is there already', at: start }).screen.notice).toMatchObject({ text: 'Nothing was saved: x.log is there already', tone: 'warn' });
  });
});
