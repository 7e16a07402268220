/** The container list as state: what is listed, what of it is shown and how. */
import type { Sizes } from '../engine/figure-types.ts';
import { type ColumnSetting, type Sort, usualColumns } from './columns.ts';
import { type Group, type GroupBy, isGroup, type ListLine } from './groups.ts';
import type { Row, Target } from './row.ts';

export interface ContainersState {
  /** The lists of the engines it is made of. */
  readonly from: readonly (readonly Row[] | null)[];
  /** As listed last by all engines; null before the first list. */
  readonly listed: readonly Row[] | null;
  /** The containers that are shown: filtered, sorted, and the selected one even if it has just been removed. */
  readonly shown: readonly Row[];
  /** The lines of the pane: the rows that are shown, or those below the headings of their groups, without those that are folded away. */
  readonly lines: readonly ListLine[];
  /** Of those shown: rows whose container is no longer listed. */
  readonly ghosts: readonly Row[];
  /** Rows stay where they were although the sort has it otherwise, because the user has just moved among them. */
  readonly held: boolean;
  readonly selected: Target | null;
  /** The heading the selection is on; null while it is on a container, or there is nothing. */
  readonly selectedGroup: string | null;
  /** Marked, in the order in which they were. */
  readonly marked: readonly Target[];
  /** Compose projects marked as a whole (engine and name): containers that join them are marked too. */
  readonly projects: readonly string[];
  /** The log pane shows several logs as one: of those opened by their heading, else of all that are marked. */
  readonly merged: boolean;
  /** Followed as one since the heading of their group was opened, with the projects among them that are whole. They are not marked: no action is about them. */
  readonly opened: { readonly targets: readonly Target[]; readonly projects: readonly string[] } | null;
  /** The selected container is no longer on the engine. */
  readonly gone: boolean;
  readonly top: number;
  readonly columns: readonly ColumnSetting[];
  readonly sort: Sort;
  readonly group: GroupBy;
  /** Groups that are folded, by their keys. */
  readonly folds: ReadonlySet<string>;
  readonly filter: string;
  /** Filters that were saved, by name. */
  readonly filters: ReadonlyMap<string, string>;
  readonly runningOnly: boolean;
  /** When the selection moved last, milliseconds, and how long it had rested before: fast moves open no streams. */
  readonly movedAt: number;
  readonly rested: number;
  /** When the user moved it last, milliseconds. */
  readonly steppedAt: number;
  /** How often containers were started again, by engine and id, where their details have told; null where they did not. */
  readonly restarts: ReadonlyMap<string, number | null>;
  /** Sizes by engine and id; an engine is missing while it was not asked. */
  readonly sizes: ReadonlyMap<string, ReadonlyMap<string, Sizes>>;
  /** Rises each time the sizes are asked for anew. */
  readonly sizesAsked: number;
}

/** What a user chooses of the list, and it begins with. */
export type ListSettings = Pick<ContainersState, 'columns' | 'sort' | 'group' | 'folds' | 'filters' | 'runningOnly'>;

/** The list as it is when nothing is chosen. */
export const usualList: ListSettings = { columns: usualColumns, sort: { by: 'name', reverse: false }, group: 'none', folds: new Set(), filters: new Map(), runningOnly: false };

const noRows: readonly Row[] = [];

export const freshContainers: ContainersState = {
  from: [], listed: null, shown: noRows, lines: noRows, ghosts: [], held: false, selected: null, selectedGroup: null, marked: [], projects: [], merged: false, opened: null, gone: false, top: 0,
  ...usualList, filter: '', movedAt: -Infinity, rested: Infinity, steppedAt: -Infinity,
  restarts: new Map(), sizes: new Map(), sizesAsked: 0,
};

/** The group whose heading the selection is on; null while it is on none. */
export function selectedHeading({ containers: { lines, selectedGroup } }: { readonly containers: ContainersState }): Group | null {
  return selectedGroup === null ? null : (lines.find((line): line is Group => isGroup(line) && line.group === selectedGroup) ?? null);
}

/** The containers whose logs are shown as one; none while that of one container is. */
export function mergedTargets({ marked, merged, opened }: ContainersState): readonly Target[] {
  return merged ? opened?.targets ?? marked : [];
}

/** The logs of a group that was opened left; those of containers that are marked stay as they are. */
export function leftOpened(containers: ContainersState): ContainersState {
  return containers.opened ? { ...containers, opened: null, merged: false } : containers;
}

/** Logs that are shown as one; each is a stream of its own. */
export const mostMerged = 100;
