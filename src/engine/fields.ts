/** Reading fields of JSON that may have any shape: what is of another type than expected reads as absent. */

/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object; undefined for anything else. */
export function asFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** A field that is an object; an empty one when it is not. */
export function fields(of: Fields, key: string): Fields {
  return asFields(of[key]) ?? {};
}

/** A field that is text; the stand-in (empty unless given) when it is not. */
export function text(of: Fields, key: string, standIn = ''): string {
  const value = of[key];
  return typeof value === 'string' ? value : standIn;
}

/** A field that is a finite number; the stand-in (0 unless given) when it is not. */
export function number(of: Fields, key: string, standIn = 0): number {
  const value = of[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : standIn;
}

/** Whether a field is `true`. */
export function flag(of: Fields, key: string): boolean {
  return of[key] === true;
}

/** A field's list; an empty one when it is none. */
export function list(of: Fields, key: string): readonly unknown[] {
  const value = of[key];
  return Array.isArray(value) ? value : [];
}

/** The texts in a field's list; a single text counts as a list of one. */
export function texts(of: Fields, key: string): readonly string[] {
  const value = of[key];
  if (typeof value === 'string') return value === '' ? [] : [value];
  return list(of, key).filter((item) => typeof item === 'string');
}

/** The entries of a field's object whose values are text. */
export function textRecord(of: Fields, key: string): Readonly<Record<string, string>> {
  // without a prototype: a label may be called `__proto__`
  const record: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(fields(of, key))) if (typeof value === 'string') record[name] = value;
  return record;
}

/** A time as sent; null when absent or the zero time. */
export function time(of: Fields, key: string): string | null {
  const value = text(of, key);
  return value === '' || value.startsWith('0001-01-01') ? null : value;
}
