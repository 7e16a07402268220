/* oxlint-disable no-control-regex -- control bytes are what is looked for */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createPainter } from '../../src/terminal/painter.ts';
import { plainSgr } from '../../src/text/spans.ts';
import type { Row, Span, Tone } from '../../src/text/spans.ts';
import type { PanePicture, Picture } from '../../src/view/cells.ts';
import { createVirtualScreen } from './virtual-screen.ts';

const vectors = JSON.parse(readFileSync(new URL('../fixtures/synthetic/sanitizer-vectors.json', import.meta.url), 'utf8')) as Record<string, string>;

function say(text: string, tone: Tone = 'normal'): Row {
  return { spans: [{ text, tone }] };
}

function pane(id: string, x: number, y: number, width: number, rows: readonly Row[]): PanePicture {
  return { id, x, y, width, height: rows.length, rows };
}

function picture(columns: number, rows: number, panes: readonly PanePicture[], cursor: Picture['cursor'] = null): Picture {
  return { size: { columns, rows }, panes, cursor };
}

function painterOf(depth: 0 | 8 | 16 | 256 = 256) {
  const painter = createPainter(depth, false);
  return (shown: Picture) => painter.frame(shown, shown.size);
}

/** What a terminal shows after the frames of these pictures. */
async function shown(...pictures: Picture[]): Promise<string[]> {
  const { size } = pictures[0]!;
  const frame = painterOf();
  const screen = createVirtualScreen(size.columns, size.rows);
  for (const each of pictures) await screen.write(frame(each));
  return screen.text();
}

describe('what a picture looks like', () => {
  test('later panes lie above earlier ones', async () => {
    const rows = await shown(picture(10, 3, [pane('a', 0, 0, 10, [say('aaaaaaaaaa'), say('aaaaaaaaaa')]), pane('b', 2, 1, 3, [say('bbb'), say('bbb')])]));
    expect(rows).toEqual(['aaaaaaaaaa', 'aabbbaaaaa', '  bbb']);
  });

  test('text is cut at the edge of its pane, a wide character as a whole', async () => {
    expect(await shown(picture(8, 2, [pane('a', 0, 0, 4, [say('abc日本'), say('日本語')]), pane('b', 4, 0, 4, [say('|'), say('|')])])))
      .toEqual(['abc |', '日本|']);
  });

  test('a wide character half covered by a pane is blank', async () => {
    expect(await shown(picture(8, 1, [pane('a', 0, 0, 8, [say('日本語x')]), pane('b', 3, 0, 2, [say('##')])]))).toEqual(['日 ## x']);
  });

  test('combining marks join their letter and never one outside the pane', async () => {
    expect(await shown(picture(6, 2, [pane('a', 0, 0, 3, [say('\u0301e\u0301e\u0301e\u0301e\u0301')])]))).toEqual(['é'.normalize('NFD').repeat(3), '']);
  });

  test('joiners, skin tones and selectors are not sent', async () => {
    expect(await shown(picture(12, 1, [pane('a', 0, 0, 12, [say('👍🏽❤️👨‍👩|')])]))).toEqual(['👍❤👨👩|']);
  });

  test('what a pane no longer covers is wiped', async () => {
    const under = pane('a', 0, 0, 6, [say('日本語'), say('日本語')]);
    expect(await shown(picture(6, 2, [under, pane('p', 1, 0, 3, [say('xxx'), say('xxx')])]), picture(6, 2, [under]))).toEqual(['日本語', '日本語']);
    expect(await shown(picture(6, 2, [under]), picture(6, 2, []))).toEqual(['', '']);
  });

  test('panes outside the screen and screens without room do no harm', async () => {
    expect(await shown(picture(3, 1, [pane('a', -2, -1, 9, [say('no'), say('abcdefghi')]), pane('b', 5, 5, 3, [say('no')])]))).toHaveLength(1);
    for (const [columns, rows] of [[1, 1], [0, 0], [2, 1]] as const) {
      expect(() => painterOf()(picture(columns, rows, [pane('a', 0, 0, 80, [say('日本'), say('x')])]))).not.toThrow();
    }
  });
});

describe('what is sent', () => {
  const wide = Array.from({ length: 45 }, (_, y) => say(`row ${y} `.repeat(20).slice(0, 160)));

  test('nothing when nothing changed', () => {
    const frame = painterOf();
    frame(picture(160, 45, [pane('a', 0, 0, 160, wide)]));
    expect(frame(picture(160, 45, [pane('a', 0, 0, 160, wide)]))).toBe('');
  });

  test('one changed cell costs less than 40 bytes, with style and cursor too', () => {
    const frame = painterOf();
    frame(picture(160, 45, [pane('a', 0, 0, 160, wide)], { x: 3, y: 3 }));
    const changed = wide.with(44, { spans: [{ text: 'row 44 row 4', tone: 'normal' }, { text: 'X', tone: 'accent-strong' }, { text: wide[44]!.spans[0]!.text.slice(13), tone: 'normal' }] });
    const bytes = frame(picture(160, 45, [pane('a', 0, 0, 160, changed)], { x: 4, y: 3 }));
    expect(bytes).toContain('X');
    expect(bytes.length).toBeLessThan(40);
  });

  test('a scroll by one line costs less than a screenful', () => {
    const frame = painterOf();
    frame(picture(160, 45, [pane('a', 0, 0, 160, wide)]));
    expect(frame(picture(160, 45, [pane('a', 0, 0, 160, [...wide.slice(1), say('new')])])).length).toBeLessThan(160 * 45);
  });

  test('the cursor is shown where the picture has it, and hidden again', () => {
    const frame = painterOf();
    const panes = [pane('a', 0, 0, 20, [say('prompt')])];
    expect(frame(picture(20, 3, panes, { x: 6, y: 0 }))).toMatch(/\x1b\[1;7H\x1b\[\?25h$/);
    expect(frame(picture(20, 3, panes, { x: 6, y: 0 }))).toBe('');
    expect(frame(picture(20, 3, panes))).toBe('\x1b[?25l');
  });

  test('a large frame is marked for terminals that know the marks', () => {
    const painter = createPainter(256, true);
    const bytes = painter.frame(picture(160, 45, [pane('a', 0, 0, 160, wide)]), { columns: 160, rows: 45 });
    expect(bytes.startsWith('\x1b[?2026h') && bytes.endsWith('\x1b[?2026l')).toBe(true);
  });

  const tones: readonly Tone[] = ['normal', 'dim', 'strong', 'accent', 'good', 'warn', 'bad', 'info', 'stream-err', 'match', 'match-now', 'alert', 'key', 'accent-strong'];
  const colourful = tones.flatMap((tone): Row[] => [
    { spans: [{ text: tone, tone }, { text: ' red', tone, sgr: (1 << 18) | (196 << 9) | 22 }] },
    { spans: [{ text: tone, tone }, { text: ' red', tone, sgr: (64 << 18) | (9 << 9) | 3 }], selected: true },
  ]);

  test.each([
    [0, /^(?:0|1|2|3|4|7|9)$/], [8, /^(?:[0123479]|[34][0-79])$/], [16, /^(?:[0123479]|[34][0-79]|9[0-7]|10[0-7])$/],
  ] as const)('with %i colours, only their codes', (depth, allowed) => {
    const bytes = painterOf(depth)(picture(40, 30, [pane('a', 0, 0, 40, colourful)]));
    const codes = [...bytes.matchAll(/\x1b\[([\d;]*)m/g)].flatMap((found) => (found[1] ?? '').split(';')).filter((code) => code !== '');
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !allowed.test(code))).toEqual([]);
  });

  test('a selected row has one background over its whole width, its foregrounds stay', async () => {
    const screen = createVirtualScreen(10, 1);
    await screen.write(painterOf()(picture(10, 1, [pane('a', 0, 0, 10, [{ spans: [{ text: 'ab', tone: 'good' }, { text: 'c', tone: 'normal', sgr: (9 << 9) | 4 }], selected: true }])])));
    expect(screen.cells()[0]!.match(/<\d+,(-?\d+)/g)).toHaveLength(10);
    expect(new Set([...screen.cells()[0]!.matchAll(/<-?\d+,(-?\d+),/g)].map((found) => found[1]))).toEqual(new Set(['237']));
    expect(screen.cells()[0]).toContain('c<9,237');
  });
});

describe('nothing from outside can put a control byte on the terminal', () => {
  const hostile = Object.entries({ ...vectors, c1: Array.from({ length: 32 }, (_, i) => String.fromCharCode(0x80 + i)).join(''), c0: Array.from({ length: 32 }, (_, i) => String.fromCharCode(i)).join(''), bidi: 'a\u202eb\u2066c\u200f', lone: '\ud800x\udc00' });

  test.each(hostile)('%s', async (_name, text) => {
    const bytes = painterOf()(picture(60, 3, [pane('a', 0, 0, 60, [say(text), say('-')])]));
    const own = bytes.replace(/\x1b\[(?:\?25[lh]|2J|[\d;]*[HmKC])/g, '').replaceAll('\r\n', '');
    expect(own).not.toMatch(/[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/);
    const screen = createVirtualScreen(60, 3);
    await screen.write(bytes);
    expect(screen.replies).toEqual([]);
    expect(screen.text()[1]).toBe('-');
  });
});

/** Numbers that look random and are the same in every run. */
function randomOf(seed: number): (below: number) => number {
  let state = seed * 7919;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}

describe('many small frames show what one whole frame shows', () => {
  const pools: Record<string, readonly string[]> = {
    ascii: ['a', 'b', ' ', 'xyz ', '   '],
    cjk: ['a', '日', '本', ' ', '한', 'コ'],
    emoji: ['a', '🚀', '✅', ' ', '日', '🔥', 'b'],
    clusters: ['e\u0301', '👨‍👩‍👧', '❤️', '👍🏽', '🇯🇵', 'a', '日', '\u0301'],
    hostile: ['a', '\x1b[31m', '\x9b2J', '\x1b]0;x\x07', '日', '\r', '\b', '\t', '\u202e', '🚀', '\ud83d'],
  };
  const tones: readonly Tone[] = ['normal', 'dim', 'accent', 'match', 'alert', 'bad'];

  test.each(Object.entries(pools).flatMap(([name, pool]) => [1, 2, 3, 4].map((seed) => [name, seed, pool] as const)))('%s, seed %i', async (_name, seed, pool) => {
    const random = randomOf(seed);
    const columns = 30 + random(40);
    const rows = 8 + random(8);
    const painter = createPainter(256, true);
    const screen = createVirtualScreen(columns, rows);
    await screen.write('\x1b[?7l');
    const anySpan = (): Span => ({
      text: Array.from({ length: random(12) }, () => pool[random(pool.length)]).join(''),
      tone: tones[random(tones.length)]!,
      sgr: random(4) === 0 ? (random(2) << 18) | (random(256) << 9) | (random(2) === 0 ? 0x1ff : random(256)) : plainSgr,
    });
    const anyRow = (): Row => ({ spans: Array.from({ length: random(5) }, anySpan), selected: random(6) === 0 });
    let list = Array.from({ length: rows }, anyRow);
    let log = Array.from({ length: rows }, anyRow);
    for (let step = 0; step < 60; step++) {
      if (random(2) === 0) log = [...log.slice(1), anyRow()];
      if (random(3) === 0) list = list.with(random(rows), anyRow());
      const side = 5 + random(3);
      const popup = random(2) === 0 ? [pane('popup', random(columns), random(rows) - 2, 12, Array.from({ length: 4 }, anyRow))] : [];
      const now = picture(columns, rows, [pane('list', 0, 0, side, list), pane('log', side, 0, columns - side, log), ...popup], random(3) === 0 ? { x: random(columns), y: random(rows) } : null);
      await screen.write(painter.frame(now, now.size));
      if (step % 10 !== 9) continue;
      const fresh = createVirtualScreen(columns, rows);
      await fresh.write(`\x1b[?7l${painterOf()(now)}`);
      expect(screen.cells()).toEqual(fresh.cells());
    }
  });
});
