/** The command palette: the commands that match what is typed in the footer. */
import { paletteCommands } from '../../model/commands.ts';
import type { Prompt, State } from '../../model/state.ts';
import { fit } from '../../text/cut.ts';
import type { Row } from '../../text/spans.ts';
import type { PanePicture } from '../cells.ts';
import { framed } from '../frame.ts';
import { keysText } from './help.ts';

/** The palette, above the footer; the chosen row is what enter runs. */
export function palettePane(state: State, prompt: Prompt): PanePicture {
  const { size, choice } = state.screen;
  const found = paletteCommands(state, prompt.text);
  const width = Math.min(size.columns, 90);
  const height = Math.min(size.rows - 2, Math.max(3, found.length + 2), 20);
  const visible = height - 2;
  const top = Math.max(0, Math.min(choice - visible + 1, found.length - visible));
  const keysWidth = Math.min(14, width - 2 - 27);
  const titled = width - 2 - 27 - keysWidth >= 16;
  const rows = found.slice(top, top + visible).map((command, at): Row => ({
    spans: [
      { text: top + at === choice ? '▌' : ' ', tone: 'accent' }, { text: fit(command.id, 26), tone: 'strong' },
      { text: fit(keysText(command), keysWidth), tone: 'key' }, ...(titled ? [{ text: command.title, tone: 'dim' as const }] : []),
    ],
    selected: top + at === choice,
  }));
  if (found.length === 0) rows.push({ spans: [{ text: ' No command matches.', tone: 'normal' }] });
  return framed({
    id: 'palette', rectangle: { x: 0, y: size.rows - 1 - height, width, height }, focused: true,
    title: [{ text: 'Commands', tone: 'accent-strong' }], facts: [[{ text: `${found.length}`, tone: 'normal' }]], rows,
  });
}
