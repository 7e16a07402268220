/** What containers use: whose figures are asked for and how often, what came of it, and when nobody looks. */
import type { Failure } from '../../engine/types.ts';
import type { Command } from '../command.ts';
import { figureKey, type FiguresState, type Gauge, type Reading } from '../figure-state.ts';
import { gaugeOf, isFigure, isMeasured, tooOld } from '../figure-values.ts';
import { gaugeAfter } from '../figures.ts';
import { isGroup } from '../groups.ts';
import type { Message } from '../message.ts';
import { linesInSight, rowsInSight } from '../list-jobs.ts';
import { paneSize } from '../panes.ts';
import { isAt, type Row, targetOf } from '../row.ts';
import type { State } from '../state.ts';
import { isMoving, rearranged } from './containers.ts';
import { lateEngines } from './engines.ts';
import { notify } from './screen.ts';

/** Containers of which anything is remembered at most, and those with a history. */
const gaugeLimit = 1000;
const historyLimit = 64;

/** How often a container's figures are wanted, milliseconds: whose charts are looked at, who is in sight, who is folded away under a heading in sight, who is only sorted by them or summed up. */
const periods = { charted: 2000, inSight: 5000, folded: 15_000, sorted: 30_000 };

/** From one reading to the next on average, milliseconds, so that they cost an engine no more however many containers there are. */
export const readingSpacing = 333;
/** Wishes per millisecond of which even those that come round last are met while the figure before is still one: all are late by the same factor. */
const mostWished = (0.9 * tooOld) / periods.sorted / readingSpacing;
/** Those wished for that are not in sight, at most. */
const mostOthers = 240;

/** Rows that are sorted by figures change places no more often than this, milliseconds. */
const sortPause = 5000;

/** A container whose figures are wanted, and how often. */
export interface FigureWish {
  readonly container: string;
  readonly period: number;
}

function withFigures(state: State, change: Partial<FiguresState>): State {
  return { ...state, figures: { ...state.figures, ...change } };
}

/** Whether the charts of the selection are on screen. */
export function chartsInSight(state: State): boolean {
  return state.inspect.tab === 'stats' && paneSize(state, 'inspect').rows > 0;
}

/** Columns that the list gives to others first, as view/columns.ts has them, and what any figure takes beside them. */
const before: readonly (readonly [id: string, least: number])[] = [['name', 16], ['engine', 12], ['state', 11], ['uptime', 11]];
const [gap, margins, narrowest] = [2, 5, 5];

/** Whether the list has a column of figures and room for it, or is sorted by them. */
function listShowsFigures(state: State): boolean {
  const { columns, rows } = paneSize(state, 'containers');
  const shown = state.containers.columns.filter((column) => column.shown && (column.id !== 'engine' || state.engines.length > 1));
  if (rows <= 0) return false;
  if (isFigure(state.containers.sort.by)) return true;
  if (!shown.some(({ id }) => isFigure(id))) return false;
  const others = before.filter(([id]) => shown.some((column) => column.id === id));
  return others.reduce((room, [, least]) => (least > room ? room : room - least - gap), columns - margins) >= narrowest;
}

/** Whether figures are on screen and somebody may look at them: not while the terminal is lent. */
function figuresInSight(state: State): boolean {
  const { terminal, pipe } = state.requests;
  return terminal === null && pipe === null && state.figures.on && !state.figures.away && (listShowsFigures(state) || chartsInSight(state));
}

/** Whether figures of an engine are wanted, should it have any. */
export function figuresWanted(state: State, engine: string): boolean {
  return figuresInSight(state) && state.containers.shown.some((row) => row.engine === engine && isMeasured(row));
}

/** Whose figures are wanted of an engine: those in sight, the selection's while its charts are, and now and then of those that are summed up in a heading, or sorted by them: as many as can be current. */
export function figureWishes(state: State, engine: string): readonly FigureWish[] {
  if (!figuresInSight(state)) return [];
  const { containers } = state;
  const listed = listShowsFigures(state);
  const wishes = new Map<string, number>();
  const wish = (row: Row, period: number) => {
    if (row.engine === engine && isMeasured(row) && !wishes.has(row.id)) wishes.set(row.id, period);
  };
  const selected = containers.shown.find((row) => isAt(row, containers.selected));
  if (selected && chartsInSight(state)) wish(selected, periods.charted);
  if (listed) for (const line of linesInSight(state)) if (!isGroup(line)) wish(line, periods.inSight);
  if (listed) for (const row of rowsInSight(state)) wish(row, periods.folded);
  const wished = [...wishes.values()].reduce((sum, period) => sum + 1 / period, 0);
  const most = wishes.size + Math.min(mostOthers, Math.max(0, Math.floor((mostWished - wished) * periods.sorted)));
  const others = listed ? [...linesInSight(state).flatMap((line) => (isGroup(line) ? line.members : [])), ...(isFigure(containers.sort.by) ? containers.shown : [])] : [];
  for (const row of others) {
    if (wishes.size >= most) break;
    wish(row, periods.sorted);
  }
  return [...wishes].map(([container, period]) => ({ container, period }));
}

const lookedAt = (state: State, row: Row | undefined) => row !== undefined && figureWishes(state, row.engine).some(({ container, period }) => container === row.id && period < periods.sorted);

/** Why none of the containers in sight tells what it uses; null while one of them does, none was asked, or it is their engine that is away. */
export function figuresRefused(state: State): Failure | null {
  if (!figuresInSight(state)) return null;
  const late = lateEngines(state).map(({ address }) => address);
  const failures = rowsInSight(state).filter((row) => isMeasured(row) && !late.includes(row.engine)).map((row) => gaugeOf(state, row)?.failure ?? null);
  return failures.every((failure) => failure !== null) ? (failures[0] ?? null) : null;
}

/** What is known after a reading. The history goes on for those that are looked at. */
function afterReading(gauge: Gauge, reading: Reading, at: number, kept: boolean): Gauge {
  if ('failure' in reading) return { ...gauge, failure: reading.failure };
  if (reading.sample === null) return { ...gauge, sample: null, figure: null, failure: null };
  const next = gaugeAfter(gauge, reading.sample, at);
  return kept ? next : { ...next, history: gauge.history };
}

/** No more than may be remembered: those that were read least recently go first. */
function bounded(gauges: Map<string, Gauge>): ReadonlyMap<string, Gauge> {
  for (const key of gauges.keys()) {
    if (gauges.size <= gaugeLimit) break;
    gauges.delete(key);
  }
  let histories = [...gauges.values()].filter(({ history }) => history.length > 0).length;
  for (const [key, gauge] of gauges) {
    if (histories <= historyLimit) break;
    if (gauge.history.length === 0) continue;
    gauges.set(key, { ...gauge, history: [] });
    histories--;
  }
  return gauges;
}

function received(state: State, engine: string, readings: readonly Reading[], at: number): State {
  const gauges = new Map(state.figures.gauges);
  const rows = new Map(state.containers.listed?.filter((row) => row.engine === engine).map((row) => [row.id, row]));
  for (const reading of readings) {
    const row = rows.get(reading.container);
    // one that is gone by now is forgotten already
    if (!row) continue;
    const target = targetOf(row);
    const key = figureKey(target);
    const before = gauges.get(key) ?? { target, sample: null, figure: null, history: [], failure: null };
    gauges.delete(key);
    gauges.set(key, afterReading(before, reading, at, lookedAt(state, row)));
  }
  const next = withFigures({ ...state, now: at }, { gauges: bounded(gauges) });
  if (!isFigure(state.containers.sort.by) || Math.abs(at - state.figures.sortedAt) < sortPause) return next;
  return rearranged(withFigures(next, { sortedAt: at }), {}, isMoving(next));
}

/** The gauges of containers that are no longer listed are forgotten; those of one that does not run have no figure. */
function followed(state: State): State {
  const { gauges } = state.figures;
  if (gauges.size === 0) return state;
  const rows = new Map(state.containers.listed?.map((row) => [figureKey(targetOf(row)), row]));
  let changed = false;
  const kept = new Map<string, Gauge>();
  for (const [key, gauge] of gauges) {
    const row = rows.get(key);
    const over = row !== undefined && !isMeasured(row) && gauge.sample !== null;
    if (!row || over) changed = true;
    if (row) kept.set(key, over ? { ...gauge, sample: null, figure: null } : gauge);
  }
  return changed ? withFigures(state, { gauges: kept }) : state;
}

export function updateFigures(state: State, message: Message): State {
  switch (message.type) {
    case 'figures/received': return received(state, message.engine, message.readings, message.at);
    case 'terminal/focused': return state.figures.away === !message.focused ? state : withFigures(state, { away: !message.focused });
    // whoever types is there, whatever the terminal said last
    case 'input/key': case 'input/pasted': return state.figures.away ? withFigures(state, { away: false }) : state;
    case 'list/received': return followed(state);
    default: return state;
  }
}

export const figureCommands: readonly Command[] = [
  {
    id: 'figures on or off', keys: ['%'], title: 'ask what containers use (CPU …), or no longer', short: 'figures', where: 'containers',
    run: (state) => {
      const on = !state.figures.on;
      return notify(withFigures(state, { on, gauges: on ? state.figures.gauges : new Map() }), on ? 'Figures are asked for again.' : 'No more figures are asked for. % asks again.');
    },
  },
];
