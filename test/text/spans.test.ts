import { expect, test } from 'vitest';
import { applySgr } from '../../src/text/sgr.ts';
import { plainSgr } from '../../src/text/spans.ts';

test('plain is what every reset comes back to: both colours the default, no flags', () => {
  expect([plainSgr & 0x1ff, (plainSgr >> 9) & 0x1ff, plainSgr >> 18]).toEqual([511, 511, 0]);
  expect(applySgr(applySgr(plainSgr, '1;3;38;5;9;44'), '0')).toBe(plainSgr);
});
