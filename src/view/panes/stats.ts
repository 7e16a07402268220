/** The Stats tab of the inspect pane. */
import type { State } from '../../model/state.ts';
import type { Row } from '../../text/spans.ts';
import { wrappedText } from '../prose.ts';

/** Its rows, each at most `width` columns, at most `height` of them. */
export function statsRows(_state: State, width: number, height: number): Row[] {
  const text = 'What this container uses is not measured yet.';
  return wrappedText(text, width - 2, 'dim').slice(0, height).map((spans) => ({ spans: [{ text: ' ', tone: 'normal' }, ...spans] }));
}
