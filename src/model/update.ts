/** What a message makes of the state: each slice looks at it in turn, then the text panes are aimed at the selection. */
import { remember } from './remembered.ts';
import type { Message } from './message.ts';
import { scrollContainers, updateContainers } from './slices/containers.ts';
import { updateDeeds } from './slices/deeds.ts';
import { engineAt, updateEngines } from './slices/engines.ts';
import { updateEvents } from './slices/events.ts';
import { updateFigures } from './slices/figures.ts';
import { aimInspect, scrollInspect, updateInspect } from './slices/inspect.ts';
import { updateListFacts } from './slices/list-facts.ts';
import { updateInput } from './slices/input.ts';
import { updateKeyboard } from './slices/keyboard.ts';
import { updateMeter } from './slices/meter.ts';
import { updateOutput } from './slices/output.ts';
import { updatePages } from './slices/log-pages.ts';
import { updatePast } from './slices/log-past.ts';
import { updateScanning } from './slices/log-search.ts';
import { aimLogs, updateLogs } from './slices/log-sources.ts';
import { updateTaking } from './slices/log-take.ts';
import { updateQuestion } from './slices/question.ts';
import { updateScreen } from './slices/screen.ts';
import { updateSessions } from './slices/sessions.ts';
import type { State } from './state.ts';

const slices = [updateScreen, updateKeyboard, updateEngines, updateContainers, updateListFacts, updateInspect, updateFigures, updateMeter, updateLogs, updatePast, updatePages, updateScanning, updateTaking, updateSessions, updateQuestion, updateDeeds, updateInput, updateOutput];

/** The state after a message. Pure: the same two arguments always give the same answer. */
export function update(state: State, message: Message): State {
  // of an engine that is no longer watched nothing is heard
  if ('engine' in message && !engineAt(state, message.engine)) return state;
  const timed = message.type === 'clock/ticked' ? { ...state, now: message.at, zone: message.zone } : state;
  // before the engines take a list in: it is compared with the one before
  let next = updateEvents(timed, message);
  for (const slice of slices) next = slice(next, message);
  const aimed = aimLogs(aimInspect(next, next.containers.selected));
  // a pane may have become larger or smaller, or come on screen
  return remember(aimed.containers === state.containers && aimed.screen === state.screen ? aimed : scrollInspect(scrollContainers(aimed)));
}
