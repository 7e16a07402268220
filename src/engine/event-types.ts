/** What the event feed says. Part of the engine port; types only. */

/** Something that happened to a container, as the feed tells it; the list is the truth. Parts that were not told are null or empty. Nothing is sanitised. */
export interface EngineEvent {
  /** In the engine's own word: `die`, `oom`, `health_status`, podman's `remove`. */
  readonly action: string;
  readonly id: string;
  readonly name: string;
  readonly image: string;
  /** When it happened on the engine's clock, milliseconds since 1970. */
  readonly at: number | null;
  /** The same in nanoseconds, as digits: tells an event from every other one of its container. */
  readonly stamp: string;
  /** What a container that died exited with. */
  readonly exitCode: number | null;
  /** The number of the signal it was sent. */
  readonly signal: number | null;
  /** What a health check found: `healthy`, `unhealthy`. */
  readonly health: string;
  /** What it was called before it was renamed. */
  readonly oldName: string;
}
