import { expect, test } from 'vitest';
import { parseDuration, parseSize } from '../../src/settings/values.ts';

test.each([['500ms', 500], ['2s', 2000], ['2', 2000], ['1.5s', 1500], ['1m', 60_000], ['1h', 3_600_000], [' 3 s ', 3000]])('%s is %d ms', (text, wanted) => expect(parseDuration(text)).toBe(wanted));
test.each(['', 'soon', '-1s', '2 days', 's', '1e3', '2ss'])('%j is no duration', (text) => expect(parseDuration(text)).toBeNull());
test.each([['1', 1], ['64k', 65_536], ['32MiB', 33_554_432], ['32M', 33_554_432], ['1.5g', 1_610_612_736], ['2GB', 2_147_483_648]])('%s is %d bytes', (text, wanted) => expect(parseSize(text)).toBe(wanted));
test.each(['', 'big', '-1', '1TB', 'MiB', '1 2'])('%j is no size', (text) => expect(parseSize(text)).toBeNull());
