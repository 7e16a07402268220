/** Questions and what they ask for: looking at containers, doing it, and finding out what came of it. */
import { failureOf } from '../../engine/errors.ts';
import type { Failure } from '../../engine/types.ts';
import { whyNoLongerTrue } from '../../model/action-rules.ts';
import { type Deed, type Facts, factsOf } from '../../model/action-state.ts';
import type { ActionJob } from '../../model/action-jobs.ts';
import { sleep } from '../clock.ts';
import type { Context } from './context.ts';

/** What is asked must have been in sight so long before it can be answered, milliseconds. */
const reading = 150;
/** Having stood still for longer than that, the keys of meanwhile are heard first; so often at most, since a machine may always be late. */
const late = 50;
const mostWaits = 4;
const again = 2000;

/** Waits until who types can have read what is asked. Keys that came while we stood still are heard before that. */
async function pay(serial: number, { clock, post }: Context, signal: AbortSignal): Promise<void> {
  for (let waits = 0; waits < mostWaits; waits++) {
    const due = clock.now() + reading;
    await sleep(clock, reading, signal);
    if (clock.now() <= due + late) break;
  }
  post({ type: 'question/seen', serial });
}

/** What was found at a target: its facts, or why there are none. */
async function found(target: Deed['target'], { engine }: Context, signal: AbortSignal): Promise<{ readonly facts: Facts } | { readonly failure: Failure }> {
  try {
    return { facts: factsOf(await engine(target.engine).inspect(target.container, signal)) };
  } catch (error) {
    signal.throwIfAborted();
    return { failure: failureOf(error) };
  }
}

async function look(job: Extract<ActionJob, { kind: 'look' }>, context: Context, signal: AbortSignal): Promise<void> {
  const { question, target } = job;
  for (;;) {
    const seen = await found(target, context, signal);
    const failure = 'failure' in seen ? seen.failure : null;
    context.post({ type: 'question/looked', question, target, facts: 'facts' in seen ? seen.facts : null, failure });
    if (!failure || failure.status === 404) return;
    await sleep(context.clock, again, signal);
  }
}

/** Why a container that is gone is: another may have taken its name. */
async function whyGone({ target, name }: Deed, context: Context, signal: AbortSignal): Promise<string> {
  const other = await found({ engine: target.engine, container: name }, context, signal);
  return 'facts' in other && other.facts.id !== target.container ? `was replaced since you were asked: ${name} is another container now, and was left alone` : 'is gone';
}

/** Does what was asked for, once; not if the question is no longer true. */
async function act(deed: Deed, context: Context, signal: AbortSignal): Promise<void> {
  const { clock, post } = context;
  const { number, target, request, seen, name } = deed;
  const withhold = (why: string) => post({ type: 'action/withheld', deed: number, why: `${name} ${why}`, at: clock.now() });
  const now = await found(target, context, signal);
  if ('failure' in now) {
    if (now.failure.status !== 404) return withhold(`could not be looked at before: ${now.failure.why}`);
    const why = await whyGone(deed, context, signal);
    if (request.verb === 'remove') return post({ type: 'action/answered', deed: number, answer: { outcome: 'already', warnings: why === 'is gone' ? [] : [`${name} ${why}`] }, at: clock.now() });
    return withhold(why);
  }
  const why = seen && whyNoLongerTrue(seen, now.facts, request);
  if (why !== null) return withhold(why);
  post({ type: 'action/sent', deed: number, at: clock.now() });
  try {
    const answer = await context.engine(target.engine).act(target.container, request, signal);
    post({ type: 'action/answered', deed: number, answer, at: clock.now() });
  } catch (error) {
    signal.throwIfAborted();
    post({ type: 'action/failed', deed: number, failure: failureOf(error), at: clock.now() });
  }
}

/** Looks once, at a container of which nobody knows what came of it; when that fails, the next list is looked at. */
async function find(deed: Deed, context: Context, signal: AbortSignal): Promise<void> {
  const now = await found(deed.target, context, signal);
  if ('failure' in now && now.failure.status !== 404) return;
  context.post({ type: 'action/found', deed: deed.number, facts: 'facts' in now ? now.facts : null, at: context.clock.now() });
}

/** Performs one of them. */
export function performAction(job: ActionJob, context: Context, signal: AbortSignal): Promise<void> {
  switch (job.kind) {
    case 'attention': return pay(job.serial, context, signal);
    case 'look': return look(job, context, signal);
    case 'act': return act(job.deed, context, signal);
    case 'find': return find(job.deed, context, signal);
  }
}
