/** What a question says: of one container all that matters, of several who is meant and who is not, and what is lost. */
import { isUp, protectedBy } from '../model/action-rules.ts';
import type { Facts, Question, Subject } from '../model/action-state.ts';
import { wordsOf } from '../model/action-words.ts';
import { engineName } from '../model/engine-state.ts';
import { changesOf } from '../model/limits.ts';
import { isOurs, meant, requestOf, stateWord, whyLeftOut, wordToType } from '../model/questions.ts';
import { stateText } from '../model/tabs/summary.ts';
import { dataAge, engineAt, liveness } from '../model/slices/engines.ts';
import { besides, signals } from '../model/slices/question.ts';
import type { State } from '../model/state.ts';
import { grouped, longDuration } from '../model/time.ts';
import { oneLine } from '../text/sanitise.ts';
import type { Row, Span, Tone } from '../text/spans.ts';
import { capital, wrappedText } from './prose.ts';

const labelWidth = 10;

/** A label and a text in as many rows as it takes. */
function fact(label: string, text: string, width: number, tone: Tone = 'normal'): Row[] {
  return wrappedText(text, width - labelWidth, tone).map((spans, at): Row => ({ spans: [{ text: (at === 0 ? label : '').padEnd(labelWidth), tone: 'dim' }, ...spans] }));
}

const name = (text: string) => oneLine(text, 256);
const isAnonymous = ({ type, name: volume }: Facts['mounts'][number]) => type === 'volume' && /^[0-9a-f]{64}$/.test(volume);
const count = (many: number, one: string) => `${grouped(many)} ${one}${many === 1 ? '' : 's'}`;

/** The sentence that asks. */
export function sentenceOf(state: State, question: Question): string {
  const { verb, signal, subjects } = question;
  const verbText = capital(wordsOf(verb, signal).now);
  const [first] = subjects;
  if (subjects.length === 1 && verb !== 'prune' && first) {
    const who = name(first.facts?.name ?? first.row.name);
    const end = question.typing && question.typing.what !== 'confirm' ? ':' : '?';
    return verb === 'rename' ? `Rename ${who}${end === ':' ? ' to:' : ` to ${name(question.text)}?`}` : verb === 'update' ? `Change the limits of ${who}${end}` : `${verbText} ${who}?`;
  }
  const many = meant(state, question).length;
  if (verb === 'prune') return `Remove ${count(many, 'stopped container')}?`;
  if (many === 0) return `None of the ${count(subjects.length, 'container')} can be ${wordsOf(verb, 'KILL').done}${verb === 'remove' && !question.force ? ' as they are' : ' now'}.`;
  return `${verbText} ${many < subjects.length ? `${many} of the ` : ''}${count(subjects.length, 'container')}?`;
}

/** What ends, and what is gone afterwards. */
function lossesOf({ verb, signal, volumes }: Question, facts: readonly Facts[]): readonly string[] {
  const up = facts.filter(({ state }) => state.running || state.restarting);
  const ends = verb === 'stop' || verb === 'restart' || (verb === 'kill' && signal === 'KILL') || verb === 'remove';
  const losses: string[] = [];
  if (ends && up.length > 0) losses.push('what it holds in memory and has not saved');
  const ports = ends ? [...new Set(up.flatMap((one) => one.ports.filter(({ hostPort }) => hostPort !== null).map(({ hostPort }) => String(hostPort))))] : [];
  if (ports.length > 0) losses.push(`whoever is connected: ${ports.length === 1 ? 'port' : 'ports'} ${ports.slice(0, 8).join(', ')}${ports.length > 8 ? ' …' : ''} of the host ${ports.length === 1 ? 'closes' : 'close'}${verb === 'restart' ? ' for a while' : ''}`);
  if (verb === 'pause') losses.push('nothing; it stands still and answers nobody until it is let go on');
  const anonymous = facts.flatMap(({ mounts }) => mounts.filter(isAnonymous)).length;
  const removes = verb === 'remove' || verb === 'prune';
  const byItself = (verb === 'stop' || (verb === 'kill' && signal === 'KILL')) && facts.some(({ autoRemove }) => autoRemove);
  if (removes) losses.push('all that was written inside it and not into a volume, and its log');
  if (removes && volumes && anonymous > 0) losses.push(`${count(anonymous, 'anonymous volume')} with all that is in ${anonymous === 1 ? 'it' : 'them'}`);
  if (byItself) losses.push(`it removes itself when it ends (--rm): all that was written inside it${anonymous > 0 ? `, ${count(anonymous, 'anonymous volume')}` : ''}, and its log`);
  return losses;
}

/** What stays behind and could be taken for gone. */
function keptOf({ verb, volumes }: Question, facts: readonly Facts[]): string {
  if (verb !== 'remove' && verb !== 'prune') return '';
  const mounts = facts.flatMap((one) => one.mounts);
  const anonymous = mounts.filter(isAnonymous);
  const named = [...new Set(mounts.filter((mount) => mount.type === 'volume' && !isAnonymous(mount)).map((mount) => name(mount.name)))];
  return [
    !volumes && anonymous.length > 0 ? `${count(anonymous.length, 'anonymous volume')} (v removes ${anonymous.length === 1 ? 'it' : 'them'} too)` : '',
    named.length > 0 ? `${named.length === 1 ? 'the volume' : 'the volumes'} ${named.slice(0, 6).join(', ')}${named.length > 6 ? ' …' : ''}` : '',
  ].filter((text) => text !== '').join(', ');
}

/** Podman tells signals by their numbers. */
const numbered: Readonly<Record<string, string>> = { 1: 'HUP', 2: 'INT', 3: 'QUIT', 9: 'KILL', 10: 'USR1', 12: 'USR2', 15: 'TERM' };

/** How long it has to end by itself. */
function endText({ timeout, subjects }: Question, facts: Facts | null): string {
  const signal = facts?.stopSignal.replace(/^SIG/, '') || 'TERM';
  const seconds = timeout ?? facts?.stopTimeout ?? (facts ? 10 : null);
  const whose = timeout !== null ? 'chosen' : facts?.stopTimeout == null ? "the engine's usual time" : 'its own time';
  if (seconds === 0) return `KILL at once (${whose}; t: another)`;
  return seconds === null ? `${subjects.length > 1 ? 'each ' : ''}its own time to end, then KILL` : `${oneLine(numbered[signal] ?? signal, 20)}, and KILL after ${seconds} s (${whose}; t: another)`;
}

function signalRows({ signal }: Question, width: number): Row[] {
  const all = signals.includes(signal) ? signals : [...signals, signal];
  const spans = all.flatMap((one): Span[] => [{ text: ` ${one} `, tone: one === signal ? 'alert' : 'normal' }]);
  const rows: Span[][] = [[]];
  let used = 0;
  for (const span of spans) {
    if (used + span.text.length > width - labelWidth) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)?.push(span);
    used += span.text.length;
  }
  return rows.map((row, at): Row => ({ spans: [{ text: (at === 0 ? 'Signal' : '').padEnd(labelWidth), tone: 'dim' }, ...row] }));
}

/** What becomes of the settings that were typed: how they are, and how they will be. */
function changeRows(question: Question, facts: Facts | null, width: number): Row[] {
  const asked = requestOf(question);
  if ('problem' in asked) return [];
  const { request } = asked;
  if (request.verb === 'rename') return fact('Changes', `its name: ${name(facts?.name ?? '')} → ${name(request.name)}`, width);
  return request.verb === 'update' ? changesOf(request, facts).flatMap((text, at) => fact(at === 0 ? 'Changes' : '', oneLine(text), width)) : [];
}

/** Which engine, by its name and where it is. */
function engineText(state: State, address: string): string {
  const engine = engineAt(state, address);
  return engine && (engine.context !== null || engine.demo) ? `${name(engineName(engine))} · ${name(address)}` : name(address);
}

/** How old what stands here is, when the engine is late; empty while it is live. */
function ageText(state: State, engines: readonly string[]): string {
  const late = state.engines.filter((engine) => engines.includes(engine.address) && liveness(state, engine) !== 'live');
  return late.map((engine) => {
    const age = dataAge(state, engine);
    return `${name(engineName(engine))} does not answer: what stands here is ${age === null ? 'old' : `${longDuration(age / 1000)} old`}`;
  }).join('; ');
}

const label = (losses: readonly string[], at: number) => (at === 0 ? losses.length > 0 ? 'Lost' : '' : '');

function lossRows(question: Question, facts: readonly Facts[], width: number): Row[] {
  const losses = lossesOf(question, facts);
  const kept = keptOf(question, facts);
  return [...losses.flatMap((text, at) => fact(label(losses, at), text, width, 'warn')), ...(kept === '' ? [] : fact('Stays', kept, width))];
}

/** What a question says below its sentence: whom it is about, and what comes of it. */
interface Said {
  readonly who: readonly Row[];
  readonly effect: readonly Row[];
}

/** All that matters of the one container a question is about. */
function ofOne(state: State, question: Question, subject: Subject, width: number): Said {
  const { row, facts } = subject;
  const clock = { now: state.now, skew: engineAt(state, row.engine)?.skew ?? 0, zone: state.zone };
  const described = facts ? stateText(facts, clock) : { text: `${oneLine(row.status === '' ? row.state : row.status, 200)} (looking…)`, tone: 'normal' as const };
  const left = whyLeftOut(state, question, subject);
  const by = protectedBy(row, state.settings);
  const other = besides(state, subject);
  const age = ageText(state, [row.engine]);
  const { verb } = question;
  const who = [
    ...(verb === 'kill' ? signalRows(question, width) : []),
    ...fact('Image', name(row.image), width),
    ...(row.project === null ? [] : fact('Project', name(row.project), width)),
    ...fact('Engine', engineText(state, row.engine), width),
    ...fact('State', described.text, width, described.tone),
    ...(age === '' ? [] : fact('Data', age, width, 'warn')),
    ...(subject.failure ? fact('Looking', `it cannot be looked at: ${oneLine(subject.failure.why, 300)}`, width, 'bad') : []),
    ...(verb === 'stop' || verb === 'restart' ? (isUp(stateWord(subject)) ? fact('Ends by', endText(question, facts), width) : []) : []),
  ];
  const effect = [
    ...changeRows(question, facts, width),
    ...lossRows(question, facts ? [facts] : [], width),
    ...(by === null ? [] : fact('Protected', `by ${by}: its name must be typed`, width, 'warn')),
    ...(isOurs(subject, state) ? fact('Careful', 'whalewatch itself runs in this container', width, 'bad') : []),
    ...(other === '' ? [] : fact('Meanwhile', other, width, 'warn')),
    ...(left === null ? [] : fact('But', `it ${left}`, width, 'bad')),
  ];
  return { who, effect };
}

function memberRow(state: State, { row, facts, hidden }: Subject): Row {
  const where = state.engines.length > 1 ? ` @ ${name(row.where)}` : '';
  return { spans: [{ text: `  ${name(facts?.name ?? row.name)}${where}`, tone: 'strong' }, { text: `  ${name(row.image)}  ${oneLine(row.status === '' ? row.state : row.status, 100)}${hidden ? '  (hidden by the filter)' : ''}`, tone: 'dim' }] };
}

/** Who of several is meant, what they lose, and who is left out and why. */
function ofMany(state: State, question: Question, width: number): Said {
  const subjects = meant(state, question);
  const out = question.subjects.flatMap((subject) => {
    const why = whyLeftOut(state, question, subject);
    return why === null ? [] : [{ subject, why }];
  });
  const facts = subjects.flatMap((subject) => subject.facts ?? []);
  const blind = subjects.length - facts.length;
  const age = ageText(state, question.subjects.map(({ row }) => row.engine));
  const failed = subjects.find(({ failure, facts: known }) => known === null && failure)?.failure;
  const who = [
    ...(question.verb === 'kill' ? signalRows(question, width) : []),
    ...[...new Set(question.subjects.map(({ row }) => row.engine))].flatMap((engine, at) => fact(at === 0 ? 'Engine' : '', engineText(state, engine), width)),
    ...subjects.map((subject) => memberRow(state, subject)),
    ...(out.length === 0 ? [] : [{ spans: [{ text: `Left out: ${out.length}`, tone: 'dim' as const }] }]),
    ...out.flatMap(({ subject, why }) => wrappedText(`${name(subject.row.name)} ${why}`, width - 2, 'dim').map((spans): Row => ({ spans: [{ text: '  ', tone: 'normal' }, ...spans] }))),
    ...(question.verb === 'stop' || question.verb === 'restart' ? fact('Ends by', endText(question, null), width) : []),
  ];
  const effect = [
    ...changeRows(question, null, width),
    ...lossRows(question, facts, width),
    ...(age === '' ? [] : fact('Data', age, width, 'warn')),
    ...(blind === 0 ? [] : fact('Looking', failed ? `not all can be looked at: ${oneLine(failed.why, 300)}` : `at ${blind} more…`, width, failed ? 'bad' : 'dim')),
  ];
  return { who, effect };
}

/** All that a question says, its docker lines last; `tight`: what comes of it and the docker lines before whom it is about. */
export function questionRows(state: State, question: Question, lines: readonly string[], width: number, tight: boolean): Row[] {
  const [first] = question.subjects;
  const { who, effect } = question.subjects.length === 1 && question.verb !== 'prune' && first ? ofOne(state, question, first, width) : ofMany(state, question, width);
  const command = lines.flatMap((line) => wrappedText(oneLine(line), width, 'dim').map((spans): Row => ({ spans })));
  const sentence = wrappedText(sentenceOf(state, question), width, 'strong').map((spans): Row => ({ spans }));
  return tight ? [...sentence, ...effect, ...command, ...who] : [...sentence, { spans: [] }, ...who, ...effect, ...(command.length === 0 ? [] : [{ spans: [] }, ...command])];
}

/** What must be typed, as it is asked for; empty when nothing must. */
export function wordPrompt(state: State, question: Question): string {
  const word = wordToType(state, question);
  return word === null ? '' : `Type ${word}${question.verb === 'prune' ? ' (or their number)' : ''}: `;
}
