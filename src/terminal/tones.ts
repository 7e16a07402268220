/** The one table of what tones look like: 256 colours, 16 colours, none. Every colour is readable on dark and on light backgrounds. */
import type { Span, Tone } from '../text/spans.ts';
import { plainSgr } from '../text/spans.ts';
import { attribute, backgroundOf, bold, defaultColor, dim, flagsOf, foregroundOf, inverse, plain, underline } from './attributes.ts';
import type { Depth } from './attributes.ts';

/** A tone's look: `rich` for 256 colours, `lit` the same on the selection's dark background, `basic` for 16 and 8, `bare` without colour. */
interface Look {
  readonly rich: number;
  readonly lit: number;
  readonly basic: number;
  readonly bare: number;
}

function style(flags: number): number {
  return attribute(defaultColor, defaultColor, flags);
}

function coloured(rich: number, lit: number, basic: number, flags = 0, bareFlags = flags): Look {
  return {
    rich: attribute(rich, defaultColor, flags),
    lit: attribute(lit, defaultColor, flags),
    basic: attribute(basic, defaultColor, flags),
    bare: style(bareFlags),
  };
}

function styled(flags: number): Look {
  return { rich: style(flags), lit: style(flags), basic: style(flags), bare: style(flags) };
}

const match = attribute(16, 220);
const matchNow = attribute(16, 208, bold);

const looks: Readonly<Record<Tone, Look>> = {
  normal: styled(0),
  // grey 243 has the same contrast (4.6) to black and to white
  dim: { rich: attribute(243), lit: attribute(248), basic: style(dim), bare: style(dim) },
  strong: styled(bold),
  key: styled(bold),
  accent: coloured(31, 80, 6),
  'accent-strong': coloured(31, 80, 6, bold),
  good: coloured(34, 77, 2),
  warn: coloured(136, 221, 3),
  bad: coloured(203, 210, 1, 0, bold),
  info: coloured(68, 111, 4),
  'stream-err': coloured(131, 174, 1),
  match: { rich: match, lit: match, basic: attribute(0, 3), bare: style(inverse) },
  'match-now': { rich: matchNow, lit: matchNow, basic: attribute(0, 11, underline), bare: style(inverse | bold | underline) },
  // eight quiet colours for the names in a merged tail, each with a contrast of 3.5 at least to black and to white
  'source-1': coloured(67, 110, 6),
  'source-2': coloured(137, 180, 3),
  'source-3': coloured(71, 114, 2),
  'source-4': coloured(133, 176, 5),
  'source-5': coloured(99, 141, 4),
  'source-6': coloured(101, 144, 3, bold),
  'source-7': coloured(30, 79, 6, bold),
  'source-8': coloured(168, 211, 5, bold),
  alert: { rich: style(inverse | bold), lit: style(inverse | bold), basic: style(inverse), bare: style(inverse | bold) },
};

const selection = { rich: attribute(255, 237), basic: attribute(15, 4) };

function onSelection(attr: number, depth: Depth): number {
  // twice inverse is none: a match or an alert still differs from the bar it stands on
  if (depth === 0) return attr ^ (inverse << 18);
  const under = depth === 256 ? selection.rich : selection.basic;
  const own = foregroundOf(attr);
  return attribute(own === defaultColor || own === backgroundOf(under) ? foregroundOf(under) : own, backgroundOf(under), flagsOf(attr));
}

function ownBackground(tone: Tone): boolean {
  return tone === 'match' || tone === 'match-now' || tone === 'alert';
}

function basicOnSelection(look: number): number {
  const color = foregroundOf(look);
  // the dark eight are unreadable on blue: their bright sisters are not
  return attribute(color < 8 ? color + 8 : color, backgroundOf(look), flagsOf(look) & ~dim);
}

function toneAttribute(tone: Tone, depth: Depth, selected: boolean): number {
  const look = looks[tone];
  if (depth === 0) return look.bare;
  if (depth === 256) return selected ? look.lit : look.rich;
  return selected && !ownBackground(tone) ? basicOnSelection(look.basic) : look.basic;
}

/** The attribute of a span's cells: its tone, over it what the container's own output asks for, under both the selection. */
export function attributeOf(span: Pick<Span, 'tone' | 'sgr'>, selected: boolean, depth: Depth): number {
  let attr = toneAttribute(span.tone, depth, selected);
  const sgr = span.sgr ?? plainSgr;
  if (sgr !== plainSgr) {
    const foreground = depth === 0 || foregroundOf(sgr) === defaultColor ? foregroundOf(attr) : foregroundOf(sgr);
    const background = depth === 0 || backgroundOf(sgr) === defaultColor ? backgroundOf(attr) : backgroundOf(sgr);
    attr = ownBackground(span.tone) ? attr : attribute(foreground, background, flagsOf(attr) | flagsOf(sgr));
  }
  if (!selected) return attr;
  return ownBackground(span.tone) && depth !== 0 ? attr : onSelection(attr, depth);
}

/** The attribute of the cells of a row beyond its text. */
export function blankAttribute(selected: boolean, depth: Depth): number {
  return selected ? onSelection(plain, depth) : plain;
}
