/** What was found out about texts, remembered while it may be asked for again. */

export interface Memory<Value> {
  get(text: string): Value | undefined;
  set(text: string, value: Value): void;
}

/** Remembers so many texts at most, of so many characters together; beyond that all is forgotten. */
export function memoryOf<Value>(texts: number, characters: number): Memory<Value> {
  const known = new Map<string, Value>();
  let size = 0;
  return {
    get: (text) => known.get(text),
    set: (text, value) => {
      if (known.size >= texts || size + text.length > characters) {
        known.clear();
        size = 0;
      }
      if (!known.has(text)) size += text.length;
      known.set(text, value);
    },
  };
}
