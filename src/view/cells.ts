/** Pictures: what should be on screen. Types only. */
import type { Size } from '../model/layout.ts';
import type { Row } from '../text/spans.ts';

/** A rectangle of the screen with a row for each of its lines; later panes lie over earlier ones. */
export interface PanePicture {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rows: readonly Row[];
}

export type { Size };

/** The whole screen; `cursor` is where the text cursor stands, or null to hide it. */
export interface Picture {
  readonly size: Size;
  readonly panes: readonly PanePicture[];
  readonly cursor: { readonly x: number; readonly y: number } | null;
}
