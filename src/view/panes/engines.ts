/** The engines panel over the panes: those that are watched with their state, and those that could be. */
import type { EngineOffer, EngineState } from '../../model/engine-state.ts';
import { engineName, namedBy } from '../../model/engine-state.ts';
import { type EngineEntry, engineEntries } from '../../model/slices/engine-panel.ts';
import { dataAge, liveness } from '../../model/slices/engines.ts';
import type { State } from '../../model/state.ts';
import { grouped, longDuration } from '../../model/time.ts';
import { cutMiddle, fit } from '../../text/cut.ts';
import { oneLine } from '../../text/sanitise.ts';
import type { Row, Span, Tone } from '../../text/spans.ts';
import type { PanePicture } from '../cells.ts';
import { framed } from '../frame.ts';
import { capital, failureText, wrappedText } from '../prose.ts';

interface Said {
  readonly sign: string;
  readonly name: string;
  readonly address: string;
  readonly text: string;
  readonly tone: Tone;
  /** What more there is to say of the chosen one; empty for nothing. */
  readonly more: string;
}

function ofWatched(state: State, engine: EngineState): Said {
  const { info, listed, failure, insecure } = engine;
  const age = dataAge(state, engine);
  const seconds = age === null ? '' : ` ${longDuration(age / 1000)}`;
  const known = [info ? `${oneLine(info.product, 20)} ${oneLine(info.version, 30)}` : '', listed ? `${grouped(listed.length)} ${listed.length === 1 ? 'container' : 'containers'}` : '', namedBy(engine), insecure === null ? '' : 'INSECURE'];
  const facts = known.filter((fact) => fact !== '').map((fact) => ` · ${fact}`).join('');
  const more = [failure ? capital(failureText(failure, true)) : '', insecure === null ? '' : `INSECURE: ${oneLine(insecure)}.`].filter((text) => text !== '').join(' ');
  const common = { name: oneLine(engineName(engine)), address: oneLine(engine.address), more };
  switch (liveness(state, engine)) {
    case 'live': return { ...common, sign: '●', text: `live${facts}`, tone: insecure === null ? 'good' : 'warn' };
    case 'stale': return { ...common, sign: '◐', text: `stale${seconds}${facts}`, tone: 'warn' };
    case 'unreachable': return { ...common, sign: '○', text: `unreachable${seconds}${facts}`, tone: 'bad' };
    case 'connecting': return { ...common, sign: '◐', text: 'connecting', tone: 'warn' };
  }
}

function ofOffer({ name, address, problem, answer, kind }: EngineOffer, engines: readonly EngineState[]): Said {
  const common = { sign: ' ', name: kind === 'host' ? oneLine(address.replace(/^\w+:\/\//, '')) : oneLine(name), address: kind === 'demo' ? 'a made-up fleet' : oneLine(address), tone: 'dim' as const };
  if (problem !== null) return { ...common, text: 'unusable', tone: 'bad', more: capital(oneLine(problem)) };
  const same = engines.find((engine) => engine.address === address);
  if (same) return { ...common, text: `watched as ${oneLine(engineName(same))}`, more: '' };
  if (answer === null) return { ...common, text: 'not watched', more: '' };
  if ('kind' in answer) return { ...common, text: 'not watched · does not answer', more: capital(failureText(answer, true)) };
  return { ...common, text: `not watched · answers: ${oneLine(answer.product, 20)} ${oneLine(answer.version, 30)}`, more: '' };
}

const said = (state: State, entry: EngineEntry) => ('watched' in entry ? ofWatched(state, entry.watched) : ofOffer(entry.offer, state.engines));

/** The panel, above the footer; what there is to say of the chosen engine stands below the rows. */
export function enginesPane(state: State, choice: number): PanePicture {
  const { size } = state.screen;
  const width = Math.min(size.columns, 120);
  const inside = width - 2;
  const all = engineEntries(state).map((entry) => said(state, entry));
  const chosen = Math.min(choice, all.length - 1);
  const more = all[chosen]?.more ?? '';
  const words = more === '' ? [] : wrappedText(more, inside - 2, all[chosen]?.tone ?? 'normal');
  const height = Math.min(size.rows - 2, all.length + 2 + (words.length > 0 ? words.length + 1 : 0));
  const least = Math.min(all.length, Math.ceil((height - 2) / 2));
  const below = words.slice(0, Math.max(0, height - 2 - least - 1));
  const visible = Math.max(1, height - 2 - (below.length > 0 ? below.length + 1 : 0));
  const top = Math.max(0, Math.min(chosen - Math.floor(visible / 2), all.length - visible));
  const nameWidth = Math.min(24, Math.floor(inside / 4));
  const addressWidth = inside >= 76 ? Math.min(40, Math.floor(inside / 3)) : 0;
  const rows = all.slice(top, top + visible).map((one, at): Row => {
    const spans: Span[] = [
      { text: top + at === chosen ? '▌' : ' ', tone: 'accent' }, { text: `${one.sign} `, tone: one.tone },
      { text: `${fit(cutMiddle(one.name, nameWidth), nameWidth)}  `, tone: one.sign === ' ' ? 'normal' : 'strong' },
      ...(addressWidth > 0 ? [{ text: `${fit(cutMiddle(one.address, addressWidth), addressWidth)}  `, tone: 'dim' as const }] : []),
      { text: one.text, tone: one.tone },
    ];
    return { spans, selected: top + at === chosen };
  });
  const facts: Span[][] = [[{ text: `${state.engines.length} watched`, tone: 'normal' }]];
  return framed({
    id: 'engines', rectangle: { x: Math.floor((size.columns - width) / 2), y: 1, width, height: Math.max(3, height) }, focused: true,
    title: [{ text: 'Engines', tone: 'accent-strong' }], facts,
    rows: [...rows, ...(below.length > 0 ? [{ spans: [] }, ...below.map((spans): Row => ({ spans: [{ text: '  ', tone: 'normal' }, ...spans] }))] : [])],
  });
}
