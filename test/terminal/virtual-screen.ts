/** A terminal to look at: xterm's, without a window, with the character widths of Unicode 11. */
import unicode11 from '@xterm/addon-unicode11';
import headless from '@xterm/headless';

/** What is on the screen, cell by cell: character, colours, style. */
export interface VirtualScreen {
  write(bytes: string): Promise<void>;
  resize(columns: number, rows: number): void;
  /** Rows of text, without their blank tails. */
  text(): string[];
  /** Rows of cells with their looks. */
  cells(): string[];
  /** What the terminal answered to questions it was asked. */
  readonly replies: string[];
  readonly modes: { readonly bracketedPasteMode: boolean; readonly wraparoundMode: boolean };
  readonly alternate: boolean;
}

/** Makes a virtual screen of that size. */
export function createVirtualScreen(columns: number, rows: number): VirtualScreen {
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
  terminal.loadAddon(new unicode11.Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  const replies: string[] = [];
  terminal.onData((data) => replies.push(data));

  function rowsOf(tell: (y: number) => string): string[] {
    return Array.from({ length: terminal.rows }, (_, y) => tell(y));
  }

  return {
    write: (bytes) => new Promise((resolve) => terminal.write(bytes, resolve)),
    resize: (width, height) => terminal.resize(width, height),
    text: () => rowsOf((y) => terminal.buffer.active.getLine(y)?.translateToString(true) ?? ''),
    cells: () => rowsOf((y) => {
      const line = terminal.buffer.active.getLine(y);
      return Array.from({ length: terminal.cols }, (_, x) => {
        const cell = line?.getCell(x);
        if (cell === undefined || cell.getWidth() === 0) return '';
        const style = [cell.isBold(), cell.isDim(), cell.isInverse(), cell.isUnderline(), cell.isItalic(), cell.isStrikethrough()];
        return `${cell.getChars() || ' '}<${cell.getFgColor()},${cell.getBgColor()},${style.map((on) => (on ? 1 : 0)).join('')}>`;
      }).join('');
    }),
    replies,
    get modes() {
      return terminal.modes;
    },
    get alternate() {
      return terminal.buffer.active.type === 'alternate';
    },
  };
}
