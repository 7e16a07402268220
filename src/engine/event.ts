/** One line of `GET /events` to an event. */
import type { EngineEvent } from './event-types.ts';
import { asFields, fields, number, text, type Fields } from './fields.ts';

/** Nanoseconds as they stand in the line: a number of JSON would lose the last digits. Unquoted, so no label can stand in for it. */
const nanoseconds = /"timeNano":(\d{1,19})(?!\d)/g;

/** A number that an attribute tells in digits. */
function counted(of: Fields, key: string): number | null {
  const digits = text(of, key);
  return /^-?\d{1,10}$/.test(digits) ? Number(digits) : null;
}

/** The event in a line; undefined for a line that is no container's event. */
export function decodeEvent(line: string): EngineEvent | undefined {
  let of: Fields | undefined;
  try {
    of = asFields(JSON.parse(line));
  } catch {
    // what cannot be read is found by the next list
    return undefined;
  }
  if (!of || text(of, 'Type', 'container') !== 'container') return undefined;
  const [action = '', detail = ''] = (text(of, 'Action') || text(of, 'status')).split(/: (.*)/s);
  const actor = fields(of, 'Actor');
  const id = text(actor, 'ID') || text(of, 'id');
  if (action === '' || id === '') return undefined;
  const attributes = fields(actor, 'Attributes');
  // until API 1.52 the image stands here too
  const { from: before } = of;
  const stamp = [...line.matchAll(nanoseconds)].at(-1)?.[1] ?? '';
  const at = stamp === '' ? number(of, 'time') * 1000 : Number(stamp.slice(0, -6));
  return {
    action, id, name: text(attributes, 'name').replace(/^\//, ''), image: text(attributes, 'image') || (typeof before === 'string' ? before : ''), at: at > 0 ? at : null, stamp,
    // podman 4.3 writes a code of 0 into every event
    exitCode: action === 'die' || action === 'died' ? (counted(attributes, 'exitCode') ?? counted(attributes, 'containerExitCode')) : null,
    signal: action === 'kill' ? counted(attributes, 'signal') : null,
    health: action === 'health_status' ? detail || text(attributes, 'health_status') || text(of, 'HealthStatus') : '',
    oldName: action === 'rename' ? text(attributes, 'oldName').replace(/^\//, '') : '',
  };
}
