/** The title of a pane that shows one container. */
import { selectedHeading } from '../model/list-state.ts';
import { displayName, selectedContainer } from '../model/slices/containers.ts';
import type { State } from '../model/state.ts';
import { oneLine } from '../text/sanitise.ts';
import type { Span } from '../text/spans.ts';

/** `Logs ─ web`, and with several engines `Logs ─ web @ build`. */
export function subjectTitle(state: State, pane: string, focused: boolean): Span[] {
  const row = selectedContainer(state);
  const heading = selectedHeading(state);
  const title: Span[] = [{ text: pane, tone: focused ? 'accent-strong' : 'normal' }];
  if (heading) title.push({ text: ' ─ ', tone: focused ? 'accent' : 'dim' }, { text: `${oneLine(heading.label, 60)} ×${heading.members.length}`, tone: 'strong' });
  if (!row) return title;
  title.push({ text: ' ─ ', tone: focused ? 'accent' : 'dim' }, { text: displayName(row), tone: 'strong' });
  if (state.engines.length > 1) title.push({ text: ` @ ${oneLine(row.where, 60)}`, tone: 'dim' });
  return title;
}
