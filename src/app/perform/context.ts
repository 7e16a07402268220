/** What a job may use. Types only. */
import type { Engine } from '../../engine/types.ts';
import type { Message } from '../../model/message.ts';
import type { State } from '../../model/state.ts';
import type { Clock } from '../clock.ts';

export interface Context {
  readonly clock: Clock;
  /** The present state. */
  readonly state: () => State;
  /** Says what happened; a job that was withdrawn says nothing more. */
  readonly post: (message: Message) => void;
  /** The engine at an address. */
  readonly engine: (address: string) => Engine;
  /** Starts the demo engine; resolves to its address once `engine` knows it. */
  readonly startDemo: () => Promise<string>;
}
