import { describe, expect, test } from 'vitest';
import type { FileChange } from '../../../src/engine/figure-types.ts';
import { isFolded, noFolds } from '../../../src/model/document.ts';
import { changesDocument, growChanges } from '../../../src/model/tabs/changes.ts';

const change = (kind: FileChange['kind'], path: string): FileChange => ({ kind, path });
const texts = (changes: readonly FileChange[]) => changesDocument(changes).lines.map(({ label, value }) => label + value);
const some = [change('changed', '/etc'), change('added', '/etc/b'), change('deleted', '/etc/a'), change('added', '/var/lib/x/deep'), change('added', '/new'), change('changed', '/var/lib')];

describe('changed files', () => {
  test('are a tree: folders first, by name, each with what is counted under it', () => {
    expect(texts(some)).toEqual(['~ etc/  +1 -1', '  - a', '  + b', '  var/  +1 ~1', '  ~ lib/  +1', '      x/  +1', '      + deep', '+ new']);
  });

  test('fold under their folders, are known and copied by their paths', () => {
    const { lines } = changesDocument(some);
    expect(lines[0]).toMatchObject({ foldEnd: 3, key: '/etc', copied: '/etc', tone: 'warn' });
    expect(lines.map(({ parent }) => parent)).toEqual([undefined, 0, 0, undefined, 3, 4, 5, undefined]);
    expect(lines[6]).toMatchObject({ key: '/var/lib/x/deep', tone: 'good' });
    expect(lines[6]).not.toHaveProperty('foldEnd');
  });

  test('few are open, of many only the uppermost folders are', () => {
    expect(isFolded(changesDocument(some), noFolds, 4)).toBe(false);
    const many = changesDocument(Array.from({ length: 200 }, (_, at) => change('added', `/a/b/${at}`)));
    expect([isFolded(many, noFolds, 0), isFolded(many, noFolds, 1)]).toEqual([false, true]);
    expect(many.lines[1]?.value).toBe('b/  +200');
  });

  test('odd paths are no reason to fall, and nothing that acts comes through', () => {
    expect(texts([change('added', ''), change('added', '//a//b/'), change('changed', 'rel'), change('added', '/x\u001b[2J\n')])).toEqual(['  a/  +1', '  + b', '~ rel', '+ x⏎']);
    expect(texts([change('added', `/${'d/'.repeat(5000)}f`)])).toHaveLength(5001);
  });

  test('a change told twice is one entry', () => expect(texts([change('changed', '/a'), change('deleted', '/a')])).toEqual(['- a']));

  test('none is told', () => expect(texts([])).toEqual(['No file differs from the image.']));

  test('a hundred thousand grow in steps', () => {
    const work = growChanges(Array.from({ length: 100_000 }, (_, at) => change('added', `/usr/d${at % 100}/e${at % 1000}/f${at}`)));
    let steps = 0;
    for (let step = work.next(); ; step = work.next(), steps++) {
      if (!step.done) continue;
      expect(step.value.lines).toHaveLength(100_000 + 1 + 100 + 1000);
      break;
    }
    expect(steps).toBeGreaterThan(300);
  });
});
