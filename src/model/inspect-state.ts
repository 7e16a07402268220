/** The state of the inspect pane: whose details, which tab, and where the reader is in each. */
import type { Processes } from '../engine/figure-types.ts';
import type { Details, Failure } from '../engine/types.ts';
import { type Document, type Folds, noFolds } from './document.ts';
import type { Target } from './row.ts';
import type { Anchor } from './viewport.ts';

export type InspectTab = 'summary' | 'stats' | 'processes' | 'env' | 'mounts' | 'networks' | 'labels' | 'health' | 'changes' | 'raw';

/** A search in a text pane; `at` is the line of the current match. */
export interface Search {
  readonly text: string;
  readonly at: number | null;
}

/** Where the reader is in a tab. */
export interface TabView {
  readonly cursor: number;
  readonly anchor: Anchor;
  readonly left: number;
  readonly search: Search | null;
  readonly folds: Folds;
}

/** What was asked of the engine for a tab: the last answer and, since then, the last failure. */
export interface Asked<Answer> {
  readonly answer: Answer | null;
  readonly failure: Failure | null;
  /** Our clock at the answer, milliseconds; 0 before it. */
  readonly at: number;
}

/** By which column processes are ordered: its title; null for the engine's order. */
export interface ProcessOrder {
  readonly by: string | null;
  readonly reverse: boolean;
}

export interface InspectState extends TabView {
  readonly target: Target | null;
  readonly details: Details | null;
  readonly failure: Failure | null;
  readonly tab: InspectTab;
  readonly wrap: boolean;
  /** The line whose masked value is shown, and until when; null for none. */
  readonly revealed: { readonly line: number; readonly until: number } | null;
  /** Where the reader was in tabs looked at before, newest first. */
  readonly views: readonly { readonly target: Target; readonly tab: InspectTab; readonly view: TabView }[];
  readonly processes: Asked<Processes>;
  readonly order: ProcessOrder;
  readonly changes: Asked<Document>;
  /** The changes are to be asked for: they were not yet, or somebody wants them anew. */
  readonly changesWanted: boolean;
}

/** At the top of a tab that was not looked at yet. */
export const freshView: TabView = { cursor: 0, anchor: { line: 0, row: 0 }, left: 0, search: null, folds: noFolds };

export const unasked = { answer: null, failure: null, at: 0 } as const;

export const freshInspect: InspectState = {
  ...freshView, target: null, details: null, failure: null, tab: 'summary', wrap: false, revealed: null, views: [],
  processes: unasked, order: { by: null, reverse: false }, changes: unasked, changesWanted: true,
};
