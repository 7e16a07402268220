/** What a job may use. Types only. */
import type { Session } from '../../engine/session-types.ts';
import type { Engine } from '../../engine/types.ts';
import type { EngineChoice, EngineOffer, EngineWish } from '../../model/engine-state.ts';
import type { Message } from '../../model/message.ts';
import type { Remembered } from '../../model/remembered.ts';
import type { State } from '../../model/state.ts';
import type { Clock } from '../clock.ts';
import type { Borrower, Loan } from '../ports.ts';
import type { Merger } from '../merge.ts';

/** A file that is being written. */
export interface NewFile {
  /** Writes more of it; resolves to the number of bytes. */
  readonly write: (text: string) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** An engine, and how it is told of. */
export interface FoundEngine {
  readonly engine: Engine;
  readonly choice: EngineChoice;
}

export interface Context {
  readonly clock: Clock;
  /** The present state. */
  readonly state: () => State;
  /** Says what happened; a job that was withdrawn says nothing more. */
  readonly post: (message: Message) => void;
  /** Brings the lines of several logs into the order of their time. */
  readonly merger: Merger;
  /** The attaches that lines can be sent into, by the number of their editor. */
  readonly inputs: Map<number, Session>;
  /** The engine at an address. */
  readonly engine: (address: string) => Engine;
  /** Finds an engine that was asked for. Rejects with the sentence that says why it cannot be watched. */
  readonly open: (wish: EngineWish) => Promise<FoundEngine>;
  /** Takes an engine in: from now on `engine` knows it. */
  readonly adopt: (engine: Engine) => void;
  /** Makes a new file. Rejects with the sentence that says why it cannot, which is so when there is one already. */
  readonly create: (path: string) => Promise<NewFile>;
  /** Puts text on the clipboard; resolves to the sentence that says where it is. Rejects with the sentence that says why it is nowhere. */
  readonly copy: (text: string) => Promise<string>;
  /**
   * Gives the terminal to a shell command, the parts on its standard input, and takes it back when that has ended. Resolves to the sentence that says how it
   * ended, or why it could not be started.
   */
  readonly pipe: (command: string, parts: () => Iterable<string>) => Promise<string>;
  /** Gives the terminal away raw, once `use` asks for it, and takes it back when that is over. */
  readonly lend: <T>(use: (lend: (borrower: Borrower) => Loan) => Promise<T>) => Promise<T>;
  /** Keeps what the user has chosen for the next start. Rejects with the sentence that says why it cannot. */
  readonly remember: (value: Remembered) => Promise<void>;
  /** Which engines could be watched. */
  readonly offers: () => Promise<readonly EngineOffer[]>;
}
