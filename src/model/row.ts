/** Rows of the list: containers, and which engine each is on. */
import type { Container } from '../engine/types.ts';

/** Which container, on which engine (by its address). */
export interface Target {
  readonly engine: string;
  readonly container: string;
}

/** A container in the list. */
export interface Row extends Container {
  /** What was listed. */
  readonly container: Container;
  /** The address of its engine. */
  readonly engine: string;
  /** The engine's name for people. */
  readonly where: string;
}

/** Whether two targets are one container, or neither is any. */
export function sameTarget(a: Target | null, b: Target | null): boolean {
  return a?.container === b?.container && a?.engine === b?.engine;
}

/** A target as one text, to look it up by. */
export function keyOf({ engine, container }: Target): string {
  return `${engine} ${container}`;
}

/** The target a row stands for. */
export function targetOf({ engine, id }: Row): Target {
  return { engine, container: id };
}

/** Whether a row is the target. */
export function isAt(row: Row, target: Target | null): boolean {
  return row.id === target?.container && row.engine === target.engine;
}

/** A container's name without what compose puts in front of it (`0123456789ab_`) while it recreates it. */
export function serviceName(name: string): string {
  return name.replace(/^[0-9a-f]{12}_(?=.)/, '');
}

/** The container that took the place of one that is gone: of the same name on the same engine; null when there is none. */
export function successorOf(rows: readonly Row[], gone: { readonly engine: string; readonly name: string }): Target | null {
  const next = rows.find((row) => row.engine === gone.engine && row.name === serviceName(gone.name));
  return next ? targetOf(next) : null;
}
