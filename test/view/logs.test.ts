import { expect, test } from 'vitest';
import { pictureOf } from '../../src/view/picture.ts';
import { after, container, key, listed, opened } from '../model/state.ts';
import { cellsOf } from './picture-text.ts';

test('the title counts the containers whose logs are shown as one', () => {
  const state = after(opened(), listed([container('a'), container('b')]), key('space'));
  const screen = (...keys: readonly string[]) => cellsOf(pictureOf(after(state, ...keys.map((name) => key(name))))).map((row) => row.map(({ text }) => text).join('')).join('\n');
  expect(screen('enter')).toMatch('Logs ─ 1 container ');
  expect(screen('space', 'enter')).toMatch('Logs ─ 2 containers as one ');
});
