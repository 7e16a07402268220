/** The terminal given to what runs in a container: its main process, or a shell or a command started there. */
import { failureOf } from '../../engine/errors.ts';
import type { Session, SessionEnd } from '../../engine/session-types.ts';
import type { Engine } from '../../engine/types.ts';
import type { TerminalRequest } from '../../model/session-state.ts';
import { bannerText, codeText, dockerText, failedText, notRunText, whyNot } from '../../model/session-words.ts';
import { sleep } from '../clock.ts';
import { stoodStill } from './attach.ts';
import type { Context } from './context.ts';
import { type Seat, takeSeat } from './seat.ts';

/** How long the last output may take to be shown, milliseconds. */
const lastWords = 1000;
/** How long a process that takes no size may take to say that it never began, milliseconds. */
const doubt = 1000;

/** How it ended: the sentence about it, and the shell that was found. */
export interface Outcome {
  readonly text: string;
  readonly tone: 'info' | 'warn';
  readonly shell: readonly string[] | null;
  /** Its user left it by the detach keys. */
  readonly left: boolean;
}

type Exec = Extract<TerminalRequest, { kind: 'exec' }>;

interface Visit {
  readonly engine: Engine;
  readonly seat: Seat;
  readonly context: Context;
  readonly signal: AbortSignal;
}

const said = (text: string, tone: Outcome['tone'] = 'info', shell: Outcome['shell'] = null, left = false): Outcome => ({ text, tone, shell, left });
const never = new Promise<never>(() => undefined);
/** The codes by which an engine and a shell tell that there is no such program, or that it cannot be run. */
const isNotFound = (code: number | null) => code === 126 || code === 127;

/** A command that ran, or did not begin; `end` is null when it was left. */
interface Ran {
  readonly end: SessionEnd | null;
  readonly began: boolean;
  /** What came although it did not begin: the engine's reason. */
  readonly instead: string;
}

/** Runs one command to its end, or until it is left. Nothing of it is shown before it is known to have begun. */
async function run({ words: command, docker }: Exec['commands'][number], request: Exec, { engine, seat, context, signal }: Visit): Promise<Ran> {
  const { subject: { target }, user, workingDir } = request;
  const { loan } = seat;
  const held: Buffer[] = [];
  let begun = false;
  const output = (bytes: Buffer) => void (begun ? loan.show(bytes) : held.push(bytes));
  const session = await engine.exec(target.container, { command, tty: true, input: true, user, workingDir, size: loan.size }, output, signal);
  try {
    const left = seat.left.then(() => null);
    // a process takes its size once it is there
    const stands = session.resize(loan.size).then(() => 'stands' as const, () => Promise.race([session.ended, sleep(context.clock, doubt, signal).then(() => 'stands' as const)]));
    const first = await Promise.race([session.ended, stands, left]);
    if (first === null || (first !== 'stands' && isNotFound(first.exitCode))) return { end: first, began: false, instead: Buffer.concat(held).toString('utf8') };
    begun = true;
    loan.show(dockerText(docker));
    for (const bytes of held) loan.show(bytes);
    seat.sitAt(session);
    const end = await Promise.race([session.ended, left]);
    return { end, began: !(end && isNotFound(end.exitCode) && !seat.touched), instead: '' };
  } finally {
    session.close();
  }
}

/** What has to be seen before the screen comes back stays until enter is pressed. */
async function waitForEnter({ seat, signal }: Visit, text: string): Promise<void> {
  seat.rise();
  seat.loan.show(`\r\n[whalewatch: ${text} - enter goes back]`);
  await Promise.race([seat.enterPressed(), new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))]);
}

async function execAt(request: Exec, visit: Visit): Promise<Outcome> {
  const { engine, seat, signal } = visit;
  const { subject: { target, name }, commands, shell } = request;
  const refusal = whyNot(name, (await engine.inspect(target.container, signal)).state.status, 'to run a command in');
  if (refusal !== null) return said(refusal, 'warn');
  let why = '';
  for (const command of commands) {
    const { words, label: what } = command;
    let ran: Ran;
    try {
      ran = await run(command, request, visit);
    } catch (error) {
      const failure = failureOf(error);
      // a missing program may be refused at once
      if (failure.kind !== 'status' || failure.status === 409 || failure.status === 404 || commands.length === 1) throw error;
      why = failure.why;
      continue;
    }
    const { end, began, instead } = ran;
    if (end === null) return said(`Left ${what} in ${name}: it was told that nobody types any more; what does not mind that runs on.`, 'info', began ? words : null, began);
    if (!began && shell) {
      why = instead.trim() || codeText(end.exitCode);
      continue;
    }
    if (!began) {
      if (instead !== '') seat.loan.show(instead);
      await waitForEnter(visit, notRunText(what, '', end.exitCode));
      return said(`${notRunText(what, ` in ${name}`, end.exitCode)}.`, 'warn');
    }
    if (!end.complete) return said(`The connection to ${what} in ${name} broke off.`, 'warn', words);
    // what was not a screen of its own would be gone before it is read
    if (!shell && !seat.loan.wasOnOther) await waitForEnter(visit, `${what} ended ${codeText(end.exitCode)}`);
    return said(`${what} ended ${codeText(end.exitCode)} in ${name}.`, 'info', words);
  }
  return said(`${name} has no shell (tried ${commands.map(({ label }) => label).join(', ')}): E runs another command. ${why}`, 'warn');
}

/** How the container fares once an attach to it is over. */
async function whatBecame(name: string, startedAt: string | null, { engine, signal }: Visit, id: string, complete: boolean): Promise<Outcome> {
  const { state } = await engine.inspect(id, signal);
  if (state.running && state.startedAt === startedAt) return said(complete ? `${name} closed its output and runs on.` : `The connection to ${name} broke off: it runs on, nothing more is sent to it.`, 'warn');
  const again = state.running || state.restarting ? ', and was started again' : '';
  return said(again === '' ? `${name} ended ${codeText(state.exitCode)} while you were attached.` : `${name} ended${again} while you were attached.`, 'warn');
}

async function attachAt({ subject: { target, name }, docker }: Extract<TerminalRequest, { kind: 'attach' }>, visit: Visit): Promise<Outcome> {
  const { engine, seat, context, signal } = visit;
  const { state, openStdin, tty } = await engine.inspect(target.container, signal);
  const refusal = whyNot(name, state.status, 'to attach to') ?? (openStdin && tty ? null : `${name} is no longer one that takes input at a terminal.`);
  if (refusal !== null) return said(refusal, 'warn');
  const cut = new AbortController();
  const held: Buffer[] = [];
  let stands = false;
  const session: Session = await engine.attachWithInput(target.container, { tty, size: null }, (bytes) => void (stands ? seat.loan.show(bytes) : held.push(bytes)), signal);
  try {
    seat.loan.show(dockerText(docker));
    for (const bytes of held.splice(0)) seat.loan.show(bytes);
    stands = true;
    seat.sitAt(session);
    seat.nudge();
    // an engine says nothing for ever when it ended in between
    const over = engine.inspect(target.container, signal).then((now) => (now.state.running ? never : { exitCode: null, complete: true }), () => never);
    const still = stoodStill(context.clock, AbortSignal.any([signal, cut.signal]));
    const end = await Promise.race([session.ended, over, seat.left.then(() => null), still]);
    if (end === null) return said(`Left ${name}: it runs on and is watched. I types again.`, 'info', null, true);
    if (typeof end === 'number') return said(`Detached from ${name} to protect it: whalewatch stood still for ${Math.round(end / 1000)} s, and a container nobody reads from stands still too.`, 'warn');
    return await whatBecame(name, state.startedAt, visit, target.container, end.complete);
  } finally {
    cut.abort(new Error('over'));
    session.close();
  }
}

/** Gives the terminal away until the session is over, and tells how it ended. */
export async function atTerminal(request: TerminalRequest, context: Context, signal: AbortSignal): Promise<void> {
  const { subject } = request;
  const keys = context.state().settings.detachKeys;
  const outcome = await context.lend(async (lend) => {
    const seat = takeSeat(keys, context.clock, lend, request.kind === 'attach' ? request.answer : null);
    // left before anything stands: nothing is waited for
    const cut = new AbortController();
    const visit: Visit = { engine: context.engine(subject.target.engine), seat, context, signal: AbortSignal.any([signal, cut.signal]) };
    seat.loan.show(bannerText(request, keys));
    try {
      const work = request.kind === 'attach' ? attachAt(request, visit) : execAt(request, visit);
      const unanswered = seat.left.then(() => sleep(context.clock, doubt, visit.signal)).then(() => said(`Left ${subject.name} before it answered.`));
      return await Promise.race([work, unanswered]);
    } catch (error) {
      if (signal.aborted) throw error;
      return said(failedText(failureOf(error)), 'warn');
    } finally {
      cut.abort(new Error('over'));
      seat.rise();
      // what comes next begins on a line of its own
      seat.loan.show('\r\n');
      if (!signal.aborted) await seat.loan.shown(lastWords);
    }
  });
  const docker = request.kind === 'attach' ? request.docker : (request.commands.find(({ words }) => words === outcome.shell) ?? request.commands[0])?.docker ?? '';
  context.post({ type: 'session/ended', subject, docker, text: outcome.text, tone: outcome.tone, shell: outcome.shell, left: outcome.left, at: context.clock.now() });
}
