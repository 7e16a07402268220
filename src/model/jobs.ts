/** Jobs: the outside work that should be running while the state is so. A job is known by its key. */
import { type ActionJob, actionJobs } from './action-jobs.ts';
import { currentLayout } from './panes.ts';
import { selectedContainer } from './slices/containers.ts';
import { engineAt, lateEngines, liveness } from './slices/engines.ts';
import { isLooking } from './slices/events.ts';
import { figuresWanted } from './slices/figures.ts';
import { isScanning } from './slices/log-search.ts';
import { listJobs } from './list-jobs.ts';
import type { Remembered } from './remembered.ts';
import type { EngineWish } from './engine-state.ts';
import { mergedTargets } from './list-state.ts';
import { keyOf, type Target, targetOf } from './row.ts';
import { pageKey, type PageRequest } from './log-state.ts';
import type { InputState, OutputState, TerminalRequest } from './session-state.ts';
import type { CopyRequest, PipeRequest, SaveRequest, State } from './state.ts';

export type Job =
  | ActionJob
  /** Connects, polls the list and listens for events, for ever. */
  | { readonly kind: 'watch'; readonly key: string; readonly engine: string }
  /** Asks for the details at once and now and then again. */
  | { readonly kind: 'inspect'; readonly key: string; readonly target: Target; readonly delay: number }
  /** Asks what runs in the container, again and again. */
  | { readonly kind: 'processes'; readonly key: string; readonly target: Target }
  /** Asks once which files of the container differ from its image. */
  | { readonly kind: 'changes'; readonly key: string; readonly target: Target }
  /** Counts what an engine is sent. */
  | { readonly kind: 'meter'; readonly key: string; readonly engine: string }
  /** Asks what the containers in sight use. */
  | { readonly kind: 'figures'; readonly key: string; readonly engine: string }
  /** Follows the log, joining what comes to what is there. */
  | { readonly kind: 'logs'; readonly key: string; readonly target: Target; readonly delay: number; readonly merged: boolean }
  /** Reads lines of the log that are not in memory. */
  | { readonly kind: 'page'; readonly key: string; readonly request: PageRequest }
  /** Has the log looked through for what is searched and filtered, step by step. */
  | { readonly kind: 'scan'; readonly key: string }
  /** Keeps what the user has chosen for the next start. */
  | { readonly kind: 'remember'; readonly key: string; readonly value: Remembered }
  /** Loads what matches names by their letters. */
  | { readonly kind: 'fuzzy'; readonly key: string }
  /** Asks for the sizes of an engine's containers. */
  | { readonly kind: 'sizes'; readonly key: string; readonly engine: string }
  /** Asks how often a container was started again. */
  | { readonly kind: 'restarts'; readonly key: string; readonly target: Target }
  /** Tells the time every `period` milliseconds. */
  | { readonly kind: 'clock'; readonly key: string; readonly period: number }
  /** Makes an engine that was asked for one that can be watched. */
  | { readonly kind: 'open'; readonly key: string; readonly wish: EngineWish }
  /** Writes the lines of a log to a file. */
  | { readonly kind: 'save'; readonly key: string; readonly request: SaveRequest }
  /** Puts a text on the user's clipboard. */
  | { readonly kind: 'copy'; readonly key: string; readonly request: CopyRequest }
  /** Gives the terminal and the lines of a log to a command. */
  | { readonly kind: 'pipe'; readonly key: string; readonly request: PipeRequest }
  /** Runs a command in a container and hands its output on. */
  | { readonly kind: 'run'; readonly key: string; readonly output: OutputState }
  /** Attaches to a container with input. */
  | { readonly kind: 'input'; readonly key: string; readonly input: InputState }
  /** Sends a line into it. */
  | { readonly kind: 'send'; readonly key: string; readonly serial: number; readonly line: InputState['waiting'][number] }
  /** Gives the terminal to what runs in a container. */
  | { readonly kind: 'terminal'; readonly key: string; readonly request: TerminalRequest }
  /** Finds out which engines could be watched, and which of them answer. */
  | { readonly kind: 'offers'; readonly key: string };

/** A selection that moved again within this time is on its way: nothing is opened until it has rested as long as `calm`. */
const hurried = 250;
const calm = 120;

/** What the present tab of the inspect pane asks of the engine besides the details. */
function tabJobs({ inspect, figures }: State, epoch: number): readonly Job[] {
  const { target, details, tab } = inspect;
  if (!target || !details) return [];
  const whose = `${target.engine} ${target.container} ${details.state.startedAt} ${epoch}`;
  if (tab === 'processes' && details.state.running && !figures.away) return [{ kind: 'processes', key: `processes ${whose}`, target }];
  if (tab === 'changes' && inspect.changesWanted) return [{ kind: 'changes', key: `changes ${whose}`, target }];
  return [];
}

/** The jobs that should be running. A job whose key stays is left alone; one whose key goes is aborted. */
export function jobs(state: State): readonly Job[] {
  const { engines, containers, inspect, logs, screen, requests } = state;
  const wanted: Job[] = engines.map(({ address, tries }) => ({ kind: 'watch', key: `watch ${address} ${tries}`, engine: address }));
  // a whole second shows only while something is late, a notice is up, the ages of the engines are in sight or lines come in
  const busy = lateEngines(state).length > 0 || screen.notice !== null || screen.panel?.kind === 'engines' || containers.held || logs.rate.count > 0 || logs.rate.perSecond > 0 || inspect.revealed !== null || isLooking(state);
  const period = busy ? 1000 : 10_000;
  wanted.push({ kind: 'clock', key: `clock ${period}`, period });
  for (const wish of requests.engines) wanted.push({ kind: 'open', key: `open ${wish.kind} ${wish.name}`, wish });
  if (requests.save) wanted.push({ kind: 'save', key: `save ${requests.save.path}`, request: requests.save });
  if (requests.copy) wanted.push({ kind: 'copy', key: `copy ${requests.copy.what} ${requests.copy.text.length}`, request: requests.copy });
  if (requests.pipe) wanted.push({ kind: 'pipe', key: `pipe ${requests.pipe.command}`, request: requests.pipe });
  const { input, output } = state.sessions;
  if (output?.ended === null) wanted.push({ kind: 'run', key: `run ${output.serial}`, output });
  if (input?.over === null) wanted.push({ kind: 'input', key: `input ${input.serial}`, input });
  for (const line of input?.open ? input.waiting : []) wanted.push({ kind: 'send', key: `send ${input?.serial} ${line.number}`, serial: input?.serial ?? 0, line });
  if (requests.terminal) wanted.push({ kind: 'terminal', key: 'terminal', request: requests.terminal });
  if (isScanning(state)) wanted.push({ kind: 'scan', key: 'scan' });
  if (screen.panel?.kind === 'engines') wanted.push({ kind: 'offers', key: 'offers' });
  wanted.push(...listJobs(state));
  wanted.push(...actionJobs(state));
  const delay = containers.rested < hurried ? calm : 0;
  const row = selectedContainer(state);
  const inHand = row && engineAt(state, row.engine);
  const inSight = currentLayout(state).panes.some(({ id }) => id === 'inspect');
  if (inHand && inSight && !containers.gone) {
    wanted.push({ kind: 'inspect', key: `inspect ${row.engine} ${row.id} ${row.state} ${row.health} ${inHand.epoch}`, target: targetOf(row), delay });
    wanted.push(...tabJobs(state, inHand.epoch));
  }
  const together = logs.merged ? new Set(mergedTargets(containers).map(keyOf)) : null;
  for (const { target, run, live, phase } of logs.sources) {
    if (phase === 'detached') continue;
    const engine = engineAt(state, target.engine);
    const left = together?.has(keyOf(target)) === false;
    if (!engine || left) continue;
    wanted.push({ kind: 'logs', key: `logs ${target.engine} ${target.container} ${logs.merged ? 'merged ' : ''}${live ? 'live ' : ''}${run} ${engine.epoch}`, target, delay: logs.merged ? 0 : delay, merged: logs.merged });
  }
  if (logs.page) wanted.push({ kind: 'page', key: `page ${pageKey(logs.page)}`, request: logs.page });
  for (const engine of engines) {
    if (liveness(state, engine) === 'live' && figuresWanted(state, engine.address)) wanted.push({ kind: 'figures', key: `figures ${engine.address} ${engine.epoch}`, engine: engine.address });
  }
  if (state.meter.shown) for (const { address } of engines) wanted.push({ kind: 'meter', key: `meter ${address}`, engine: address });
  return wanted;
}
