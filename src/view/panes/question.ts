/** The box that asks whether something is to be done, and the one that asks whether to leave while something is. */
import { type Question, underWay } from '../../model/action-state.ts';
import { wordsOf } from '../../model/action-words.ts';
import { meant, wordToType } from '../../model/questions.ts';
import { outcomeText } from '../../model/slices/deeds.ts';
import { questionLines } from '../../model/slices/question.ts';
import type { State } from '../../model/state.ts';
import { oneLine } from '../../text/sanitise.ts';
import type { Row } from '../../text/spans.ts';
import { textWidth } from '../../text/width.ts';
import { type BoxKey, boxPane } from '../box.ts';
import type { PanePicture } from '../cells.ts';
import { capital, wrappedText } from '../prose.ts';
import { questionRows, wordPrompt } from '../question-text.ts';

function keysOf(state: State, question: Question): BoxKey[] {
  const { verb, signal, force, volumes, typing, subjects } = question;
  const able = meant(state, question).length;
  const they = able > 1 || (able === 0 && subjects.length > 1) ? 'them' : 'it';
  const act = verb === 'kill' && signal !== 'KILL' ? `send ${signal}` : `${wordsOf(verb, signal).now} ${they}`;
  if (typing) {
    const back = typing.what === 'timeout' || typing.what === 'signal';
    return [{ key: 'enter', text: back ? 'take it' : typing.what === 'confirm' ? act : 'go on' }, { key: 'esc', text: back ? 'as before' : `leave ${they}` }];
  }
  return [
    ...(able > 0 ? [{ key: 'y', text: `${act}${wordToType(state, question) === null ? '' : '…'}` }] : []), { key: 'esc', text: `leave ${they}` },
    ...(verb === 'stop' || verb === 'restart' ? [{ key: 't', text: 'timeout' }] : []),
    ...(verb === 'rename' || verb === 'update' ? [{ key: 't', text: 'type another' }] : []),
    ...(verb === 'kill' ? [{ key: 'j k', text: 'signal' }, { key: 't', text: 'type one' }] : []),
    ...(verb === 'remove' ? [{ key: 'f', text: `force: ${force ? 'yes' : 'no'}` }] : []),
    ...(verb === 'remove' || verb === 'prune' ? [{ key: 'v', text: `volumes: ${volumes ? 'yes' : 'no'}` }] : []),
    ...(able > 0 ? [{ key: 'c', text: 'copy' }] : []),
  ];
}

const signs = { timeout: 'Seconds: ', signal: 'Signal: ', name: 'New name: ', limits: '' } as const;
const hints = { timeout: '0 kills at once; nothing: the container\'s own', signal: 'HUP, USR1, 10 …', name: '', limits: '0 means no limit; e.g. memory=512m swap=1g cpus=1.5 pids=100 restart=on-failure:3', confirm: '' } as const;

/** What is typed, scrolled so that the cursor shows, and where that is. */
function typedRow(sign: string, typed: { readonly text: string; readonly cursor: number }, width: number): { row: Row; column: number } {
  const characters = [...typed.text].map((character) => oneLine(character));
  const room = Math.max(1, width - textWidth(sign) - 1);
  let from = 0;
  const before = () => textWidth(characters.slice(from, typed.cursor).join(''));
  while (before() > room) from++;
  return { row: { spans: [{ text: sign, tone: 'accent-strong' }, { text: characters.slice(from).join(''), tone: 'strong' }] }, column: textWidth(sign) + before() };
}

/** The box of a question, and where the text cursor stands while something is typed. */
export function questionPane(state: State, question: Question): { pane: PanePicture; cursor: { x: number; y: number } | null } {
  const { typing, problem } = question;
  const hinted = (width: number): Row[] => {
    const hint = problem !== '' ? problem : typing ? hints[typing.what] : '';
    return hint === '' ? [] : wrappedText(oneLine(hint), width, problem === '' ? 'dim' : 'warn').map((spans): Row => ({ spans }));
  };
  const sign = typing ? (typing.what === 'confirm' ? wordPrompt(state, question) : signs[typing.what]) : '';
  const said = (tight: boolean) => (width: number): Row[] => questionRows(state, question, questionLines(state, question), width, tight);
  let column = 0;
  const below = (width: number): Row[] => {
    if (!typing) return hinted(width);
    const { row, column: at } = typedRow(sign, typing, width);
    column = at;
    return [row, ...hinted(width)];
  };
  const { pane, x, belowY } = boxPane({
    id: 'question', title: `${capital(wordsOf(question.verb, 'KILL').now)}`, size: state.screen.size, rows: said(false), tight: said(true),
    top: question.top, below, keys: keysOf(state, question), heard: state.actions.heard,
  });
  return { pane, cursor: typing ? { x: Math.min(x + column, state.screen.size.columns - 1), y: belowY } : null };
}

/** The box that asks whether to quit while something is under way. */
export function leavingPane(state: State): PanePicture {
  const deeds = underWay(state);
  const many = deeds.length === 1 ? 'One action is' : `${deeds.length} actions are`;
  const rows = (width: number): Row[] => [
    ...wrappedText(deeds.length === 0 ? 'Quit? All is done by now.' : `Quit? ${many} under way:`, width, 'strong').map((spans): Row => ({ spans })),
    ...deeds.slice(0, 8).map((deed): Row => ({ spans: [{ text: `  ${outcomeText(deed)}`, tone: 'normal' }, { text: deed.sentAt === null ? '  not sent yet' : '  sent', tone: 'dim' }] })),
    ...(deeds.length > 8 ? [{ spans: [{ text: `  and ${deeds.length - 8} more`, tone: 'dim' as const }] }] : []),
    ...(deeds.length === 0 ? [] : wrappedText('What was sent is left to the engine, and nobody hears what comes of it. What was not sent is not done.', width, 'normal').map((spans): Row => ({ spans }))),
  ];
  return boxPane({ id: 'leaving', title: 'Quit', size: state.screen.size, rows, top: 0, below: () => [], keys: [{ key: 'q', text: 'quit all the same' }, { key: 'esc', text: 'stay' }], heard: state.actions.heard }).pane;
}
