import { describe, expect, test } from 'vitest';
import { inspectTabs } from '../../src/model/inspect-tabs.ts';
import { spansWidth } from '../../src/text/cut.ts';
import { tabTitles } from '../../src/view/tab-titles.ts';

const text = (...given: Parameters<typeof tabTitles>) => tabTitles(...given).map((span) => span.text).join('');

describe('the tabs on the border', () => {
  test.each([
    ['summary', 200, 'Summary  Stats  Processes  Env  Mounts  Networks  Labels  Health  Changes  Raw'], ['summary', 40, 'Summary  Stats  Processes  Env  Mounts ›'], ['raw', 40, '‹ Networks  Labels  Health  Changes  Raw'],
    ['env', 24, '‹ Env  Mounts ›'], ['stats', 12, '‹ Stats ›'], ['stats', 14, '‹ Stats 2/10 ›'], ['summary', 1, 'Summary ›'],
  ] as const)('at %s with %i columns: %s', (tab, room, wanted) => expect(text(tab, room)).toBe(wanted));

  test('the present one is always among them and never more than fit, but for it alone', () => {
    for (const { id, title } of inspectTabs) {
      for (let room = 13; room < 90; room++) {
        expect(text(id, room)).toContain(title);
        expect(spansWidth(tabTitles(id, room)), `${id} in ${room}`).toBeLessThanOrEqual(room);
        expect(tabTitles(id, room).filter(({ tone }) => tone === 'accent-strong').map((span) => span.text)).toEqual([title]);
      }
    }
  });
});
