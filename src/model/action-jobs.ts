/** The jobs that questions and what they ask for need. */
import type { Deed } from './action-state.ts';
import type { Target } from './row.ts';
import { targetOf } from './row.ts';
import type { State } from './state.ts';

export type ActionJob =
  /** Waits until what is asked could be read. */
  | { readonly kind: 'attention'; readonly key: string; readonly serial: number }
  /** Looks at a container that a question is about, until it is known. */
  | { readonly kind: 'look'; readonly key: string; readonly question: number; readonly target: Target }
  /** Looks at a container once more and does to it what was asked for. */
  | { readonly kind: 'act'; readonly key: string; readonly deed: Deed }
  /** Looks at a container of which nobody knows whether it was done. */
  | { readonly kind: 'find'; readonly key: string; readonly deed: Deed };

/** At once under way of what one question asks of one engine. */
const lanes = 4;

/** The first few of each engine (and question). */
function firstOf<T>(items: readonly T[], laneOf: (item: T) => string): readonly T[] {
  const used = new Map<string, number>();
  return items.filter((item) => {
    const lane = laneOf(item);
    const before = used.get(lane) ?? 0;
    used.set(lane, before + 1);
    return before < lanes;
  });
}

/** The jobs of the open question and of all that is under way. */
export function actionJobs({ actions, screen, engines }: State): readonly ActionJob[] {
  const wanted: ActionJob[] = [];
  if (!actions.heard) wanted.push({ kind: 'attention', key: `attention ${actions.serial}`, serial: actions.serial });
  if (screen.panel?.kind === 'question') {
    const { number, subjects } = screen.panel.question;
    const unknown = subjects.filter(({ facts, failure }) => facts === null && failure?.status !== 404);
    for (const { row } of firstOf(unknown, (subject) => subject.row.engine)) wanted.push({ kind: 'look', key: `look ${number} ${row.engine} ${row.id}`, question: number, target: targetOf(row) });
  }
  const listedAt = new Map(engines.map((engine) => [engine.address, engine.listedAt ?? 0]));
  const open = actions.deeds.filter(({ over, target }) => !over && listedAt.has(target.engine));
  for (const deed of firstOf(open.filter(({ outcome }) => outcome === null), ({ target, batch }) => `${target.engine} ${batch}`)) wanted.push({ kind: 'act', key: `act ${deed.number}`, deed });
  for (const deed of open) {
    const listed = listedAt.get(deed.target.engine) ?? 0;
    if (deed.outcome?.kind === 'unknown' && listed > (deed.toldAt ?? 0)) wanted.push({ kind: 'find', key: `find ${deed.number} ${listed}`, deed });
  }
  return wanted;
}
