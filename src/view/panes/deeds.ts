/** What was done over the panes: a row for each, and all there is to say of the chosen one. */
import { type Done, shownDeeds } from '../../model/slices/deeds-panel.ts';
import type { State } from '../../model/state.ts';
import { clockTime, grouped } from '../../model/time.ts';
import { cutMiddle, fit } from '../../text/cut.ts';
import { oneLine } from '../../text/sanitise.ts';
import type { Row, Span, Tone } from '../../text/spans.ts';
import type { PanePicture } from '../cells.ts';
import { framed } from '../frame.ts';
import { wrappedText } from '../prose.ts';

const signs: Readonly<Record<string, { readonly sign: string; readonly tone: Tone }>> = {
  done: { sign: '●', tone: 'good' }, already: { sign: '●', tone: 'good' }, failed: { sign: '✖', tone: 'bad' }, withheld: { sign: '✖', tone: 'warn' }, undone: { sign: '✖', tone: 'bad' },
};

/** What came of it by sign and colour; nothing known yet, or for ever, is `◐`. */
const signOf = ({ kind }: Done) => signs[kind ?? ''] ?? { sign: '◐', tone: 'warn' as const };

function factsOf(deeds: readonly Done[]): Span[][] {
  const open = deeds.filter(({ kind }) => kind === null).length;
  const bad = deeds.filter(({ kind }) => kind === 'failed' || kind === 'withheld' || kind === 'undone').length;
  const unknown = deeds.filter(({ kind }) => kind === 'unknown').length;
  const said: readonly (readonly [number, string, Tone])[] = [[deeds.length, 'in all', 'normal'], [open, 'under way', 'warn'], [bad, 'not done', 'bad'], [unknown, 'unknown', 'warn']];
  return said.flatMap(([many, text, tone], at) => (many === 0 && at > 0 ? [] : [[{ text: `${grouped(many)} ${text}`, tone }]]));
}

/** The panel, above the footer. */
export function deedsPane(state: State, { batch, choice }: { readonly batch: number | null; readonly choice: number }): PanePicture {
  const { size } = state.screen;
  const deeds = shownDeeds(state);
  const at = Math.max(0, Math.min(choice, deeds.length - 1));
  const chosen = deeds[at];
  const width = Math.min(size.columns, 130);
  const inside = width - 2;
  const more = chosen ? [...wrappedText(oneLine(chosen.text()), inside - 2, signOf(chosen).tone), ...wrappedText(oneLine(chosen.line), inside - 2, 'dim')] : [];
  const height = Math.max(3, Math.min(size.rows - 2, Math.max(1, deeds.length) + 2 + (more.length > 0 ? more.length + 1 : 0)));
  const least = Math.min(deeds.length, Math.ceil((height - 2) / 2));
  const below = more.slice(0, Math.max(0, height - 2 - least - 1));
  const visible = Math.max(1, height - 2 - (below.length > 0 ? below.length + 1 : 0));
  const top = Math.max(0, Math.min(at - Math.floor(visible / 2), deeds.length - visible));
  const several = new Set(deeds.map(({ target }) => target.engine)).size > 1 || state.engines.length > 1;
  const whereWidth = several && inside >= 60 ? 16 : 0;
  const rows = deeds.slice(top, top + visible).map((deed, index): Row => {
    const { sign, tone } = signOf(deed);
    const selected = top + index === at;
    return {
      selected,
      spans: [
        { text: selected ? '▌' : ' ', tone: 'accent' }, { text: `${sign} `, tone }, { text: `${clockTime(deed.askedAt, state.zone, state.now)}  `, tone: 'dim' },
        ...(whereWidth > 0 ? [{ text: `${fit(cutMiddle(oneLine(deed.where), whereWidth), whereWidth)}  `, tone: 'dim' as const }] : []),
        { text: oneLine(deed.text()), tone: deed.waits ? 'dim' : tone === 'good' ? 'normal' : tone },
      ],
    };
  });
  if (deeds.length === 0) rows.push({ spans: [{ text: ' Nothing was done from here yet.', tone: 'normal' }] });
  return framed({
    id: 'deeds', rectangle: { x: Math.floor((size.columns - width) / 2), y: 1, width, height }, focused: true,
    title: [{ text: batch === null ? 'Done in this session' : 'What came of it', tone: 'accent-strong' }], facts: factsOf(deeds),
    rows: [...rows, ...(below.length > 0 ? [{ spans: [] }, ...below.map((spans): Row => ({ spans: [{ text: '  ', tone: 'normal' }, ...spans] }))] : [])],
  });
}
