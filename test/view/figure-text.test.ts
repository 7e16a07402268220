import { expect, test } from 'vitest';
import { aboutText, bytesText, percentText, rateText, sparkText } from '../../src/view/figure-text.ts';

test.each<[number | null, string]>([[null, '--'], [0, '0.0%'], [0.04, '0.0%'], [12.06, '12.1%'], [99.94, '99.9%'], [99.96, '100%'], [250.4, '250%'], [12_800, '12800%'], [1e9, '99999%']])('%s percent is %s', (value, text) => {
  expect(percentText(value)).toBe(text);
  expect(text.length).toBeLessThanOrEqual(6);
});

test('bytes and rates have few columns, whatever they are', () => {
  expect([bytesText(null), bytesText(0), bytesText(418 * 1024 ** 2), rateText(null), rateText(1536)]).toEqual(['--', '0B', '418Mi', '--', '1.5Ki/s']);
  for (let value = 1; value < 1e17; value = value * 1.07 + 1) expect(bytesText(value).length).toBeLessThanOrEqual(5);
});

test('a sum of some of those it should be of is marked, and never wider than one of all', () => {
  expect([aboutText('12.1%', 6), aboutText('12800%', 6), aboutText('418Mi', 5), aboutText('1.2Mi', 5), aboutText('12345', 5), aboutText('7', 5)]).toEqual(['~12.1%', '~12k%', '~418M', '~1.2M', '~12k', '~7']);
  for (let value = 1; value < 1e17; value = value * 1.07 + 1) expect([aboutText(bytesText(value), 5).length <= 5, aboutText(percentText(value), 6).length <= 6]).toEqual([true, true]);
});

test('small columns have five heights, and blanks where nothing is known', () => {
  expect(sparkText([0, 20, 40, 60, 80, 100, null, 500, -1], 100)).toBe('▁▂▃▅▇▇ ▇▁');
});
