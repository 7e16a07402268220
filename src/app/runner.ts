/** Keeps what runs equal to what the state wants: new keys are started, missing keys are aborted, the rest is left alone. */
import type { Message } from '../model/message.ts';
import type { Job } from '../model/jobs.ts';
import { sleep } from './clock.ts';
import { atTerminal } from './perform/at-terminal.ts';
import type { Context } from './perform/context.ts';
import { performAction } from './perform/act.ts';
import { offerEngines, openWish } from './perform/engines.ts';
import { askFigures } from './perform/figures.ts';
import { holdInput, sendInput } from './perform/input.ts';
import { inspect } from './perform/inspect.ts';
import { readChanges, watchProcesses } from './perform/inspect-tabs.ts';
import { loadFuzzy } from './perform/fuzzy.ts';
import { askRestarts, askSizes } from './perform/list.ts';
import { followLogs } from './perform/logs.ts';
import { countRequests } from './perform/meter.ts';
import { readPage } from './perform/pages.ts';
import { runCommand } from './perform/run-command.ts';
import { keepRemembered } from './perform/remember.ts';
import { copyText, pipeLog, saveLog } from './perform/take.ts';
import { watch } from './perform/watch.ts';

async function tick(period: number, { clock, post }: Context, signal: AbortSignal): Promise<void> {
  for (;;) {
    await sleep(clock, period, signal);
    post({ type: 'clock/ticked', at: clock.now(), zone: clock.zone() });
  }
}

/** Has the log looked through step by step, keys being heard in between. */
async function scan({ clock, post }: Context, signal: AbortSignal): Promise<void> {
  for (;;) {
    await sleep(clock, 0, signal);
    post({ type: 'logs/scanned' });
  }
}

function perform(job: Job, context: Context, signal: AbortSignal): Promise<void> {
  switch (job.kind) {
    case 'watch': return watch(job.engine, context, signal);
    case 'inspect': return inspect(job.target, job.delay, context, signal);
    case 'processes': return watchProcesses(job.target, context, signal);
    case 'changes': return readChanges(job.target, context, signal);
    case 'meter': return countRequests(job.engine, context, signal);
    case 'figures': return askFigures(job.engine, context, signal);
    case 'logs': return followLogs(job.target, job.merged, job.delay, context, signal);
    case 'clock': return tick(job.period, context, signal);
    case 'open': return openWish(job.wish, context, signal);
    case 'save': return saveLog(job.request, context, signal);
    case 'page': return readPage(job.request, context, signal);
    case 'scan': return scan(context, signal);
    case 'copy': return copyText(job.request, context);
    case 'pipe': return pipeLog(job.request, context);
    case 'remember': return keepRemembered(job.value, context);
    case 'fuzzy': return loadFuzzy(context);
    case 'sizes': return askSizes(job.engine, context, signal);
    case 'restarts': return askRestarts(job.target, context, signal);
    case 'run': return runCommand(job.output, context, signal);
    case 'input': return holdInput(job.input, context, signal);
    case 'send': return sendInput(job.serial, job.line, context);
    case 'terminal': return atTerminal(job.request, context, signal);
    case 'attention': case 'look': case 'act': case 'find': return performAction(job, context, signal);
    case 'offers': return offerEngines(context, signal);
  }
}

export interface Runner {
  /** Starts and aborts jobs so that exactly these run. A job that ended by itself is not started again while its key is wanted. */
  want(jobs: readonly Job[]): void;
}

/** A runner of jobs. `bug` hears of anything a job throws that is not its own abort. */
export function createRunner(context: Context, bug: (error: unknown) => void): Runner {
  const known = new Map<string, AbortController>();
  const start = (job: Job) => {
    const controller = new AbortController();
    known.set(job.key, controller);
    const { signal } = controller;
    const post = (message: Message) => {
      if (!signal.aborted) context.post(message);
    };
    perform(job, { ...context, post }, signal).catch((error: unknown) => {
      if (!signal.aborted) bug(error);
    });
  };
  return {
    want: (jobs) => {
      const keys = new Set(jobs.map(({ key }) => key));
      for (const [key, controller] of known) {
        if (keys.has(key)) continue;
        known.delete(key);
        controller.abort(new Error(`${key} is no longer wanted`));
      }
      for (const job of jobs) if (!known.has(job.key)) start(job);
    },
  };
}
