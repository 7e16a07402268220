import { describe, expect, test } from 'vitest';
import { pictureText } from '../view/picture-text.ts';
import { openWired } from './app.ts';

const secret = 'hunter2-Qx9';
const fleet = [{ name: 'api', env: [`DB_PASSWORD=${secret}`, `DATABASE_URL=postgres://shop:${secret}@db/shop`, 'LANG=C'], labels: { 'shop.token': secret } }];
const tabs = 10;

describe('secrets of a container', () => {
  test('fault 52: they are masked in every tab, in what is copied, and to a search, until they are asked for', async () => {
    const app = await openWired({ fleet });
    await app.press('2');
    await app.sees(/State +running/);
    for (let tab = 0; tab < tabs; tab++) {
      await app.press('g');
      for (let line = 0; line < 60; line++) await app.press('y', 'j');
      await app.press('g', '/');
      await app.type(secret);
      await app.press('esc', ']');
    }
    expect(app.copied.length).toBeGreaterThan(10);
    expect(app.copied.join('\n')).toContain('DB_PASSWORD=•');
    expect(app.copied.join('\n')).not.toContain(secret);
    // what was typed into the search stands in the footer alone
    const shown = app.painted.map((picture) => pictureText(picture).split('\n').slice(0, -1).join('\n'));
    expect(shown.some((screen) => screen.includes(secret))).toBe(false);
    await app.press('/');
    await app.type(secret);
    await app.press('enter');
    expect(app.screen()).toMatch(/No match/);
  });

  test('fault 52: x shows the one under the cursor, and no other', async () => {
    const app = await openWired({ fleet });
    await app.press('2');
    await app.sees(/State +running/);
    await app.press('/');
    await app.type('DB_PASSWORD');
    await app.press('enter', 'x');
    expect(app.screen()).toContain(`DB_PASSWORD=${secret}`);
    expect(app.screen()).not.toContain(`shop:${secret}`);
  });
});
