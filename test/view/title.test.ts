import { expect, test } from 'vitest';
import { titleBar } from '../../src/view/panes/title.ts';
import { after, container, listed, opened } from '../model/state.ts';

test('those that are paused are not counted as running, nor as stopped', () => {
  const fleet = ['running', 'running', 'paused', 'restarting', 'exited'].map((state, at) => container(`c${at}`, { state }));
  const text = (columns: number) => {
    const state = after(opened(), listed(fleet));
    return titleBar({ ...state, screen: { ...state.screen, size: { columns, rows: 24 } } }).rows[0]?.spans.map((span) => span.text).join('');
  };
  expect(text(160)).toMatch('3 running · 1 paused · 1 stopped');
  expect(text(46)).toMatch(' 3/5 ');
});
