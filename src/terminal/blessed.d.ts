/** What this folder uses of blessed 0.1.81's inside: its published types leave out the cell buffer and the single-file modules. */

declare module 'blessed/lib/widgets/node.js' {
  /** Anything that sits in blessed's tree. */
  export interface Node {
    render(): void;
  }
}

declare module 'blessed/lib/widgets/screen.js' {
  import type { EventEmitter } from 'node:events';
  import type { Node } from 'blessed/lib/widgets/node.js';

  /** One cell: attribute (`flags << 18 | foreground << 9 | background`) and character; the second half of a wide character is empty. */
  export type Cell = [attribute: number, character: string];
  export type Line = Cell[] & { dirty?: boolean };

  /** What Screen asks of the object that stands for the device. */
  export interface Device extends EventEmitter {
    readonly cols: number;
    readonly rows: number;
  }

  export default class Screen {
    constructor(options: { program: Device; fullUnicode?: boolean });
    /** Set while blessed's own process-wide exit and signal handlers are installed. */
    static _bound?: boolean;
    static instances: Screen[];
    static total: number;
    static global: Screen | null;
    readonly cols: number;
    readonly rows: number;
    /** The cells to be shown, and the cells the terminal shows. */
    lines: Line[];
    olines: Line[];
    children: Node[];
    alloc(): void;
    append(node: Node): void;
    render(): void;
    draw(first: number, last: number): void;
  }
}

declare module 'blessed/lib/widgets/element.js' {
  import type Screen from 'blessed/lib/widgets/screen.js';
  import type { Node } from 'blessed/lib/widgets/node.js';

  /** Where an element stands, in cells: from xi and yi up to but not including xl and yl. */
  export interface Coordinates {
    readonly xi: number;
    readonly xl: number;
    readonly yi: number;
    readonly yl: number;
  }

  export default class Element implements Node {
    constructor(options: { screen: Screen; parent: Screen; left: number; top: number; width: number; height: number });
    readonly screen: Screen;
    position: { left: number; top: number; width: number; height: number };
    lpos?: Coordinates;
    render(): void;
    _getCoords(get: boolean): Coordinates | undefined;
  }
}
