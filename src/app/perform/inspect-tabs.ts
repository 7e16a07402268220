/** What a tab of the inspect pane asks of the engine: the processes again and again, the changed files once. */
import { failureOf } from '../../engine/errors.ts';
import { takeTurns } from '../../engine/turns.ts';
import type { Target } from '../../model/row.ts';
import { growChanges } from '../../model/tabs/changes.ts';
import { sleep } from '../clock.ts';
import type { Context } from './context.ts';

/** Between an answer and the next question for processes, milliseconds; an engine that takes long is asked less often. */
const pause = 2000;

/** Asks for the processes until the signal is aborted. */
export async function watchProcesses(target: Target, { clock, post, engine }: Context, signal: AbortSignal): Promise<void> {
  for (;;) {
    const started = clock.now();
    try {
      const processes = await engine(target.engine).processes(target.container, signal);
      post({ type: 'processes/received', target, processes, at: clock.now() });
    } catch (error) {
      if (signal.aborted) return;
      post({ type: 'processes/failed', target, failure: failureOf(error), at: clock.now() });
    }
    await sleep(clock, Math.max(pause, 4 * (clock.now() - started)), signal);
  }
}

/** Work that is done step by step, keys being heard in between. */
async function inTurns<Done>(work: Generator<void, Done>): Promise<Done> {
  const turns = takeTurns();
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    if (turns.over()) await turns.next();
  }
}

/** Asks for the files that differ from the image. */
export async function readChanges(target: Target, { clock, post, engine }: Context, signal: AbortSignal): Promise<void> {
  try {
    const changes = await inTurns(growChanges(await engine(target.engine).changes(target.container, signal)));
    post({ type: 'changes/received', target, changes, at: clock.now() });
  } catch (error) {
    if (!signal.aborted) post({ type: 'changes/failed', target, failure: failureOf(error), at: clock.now() });
  }
}
