/** What this folder uses of blessed-contrib 4.11.0, by subpath: its index pulls in what nobody here needs. */

declare module 'blessed-contrib/lib/widget/charts/line.js' {
  import type Screen from 'blessed/lib/widgets/screen.js';
  import Element from 'blessed/lib/widgets/element.js';

  /** Colours are numbers of the 256 or names of the first eight. */
  export interface LineOptions {
    screen: Screen;
    width: number;
    height: number;
    /** The value at the upper edge. */
    maxY: number;
    minY: number;
    numYLabels: number;
    /** Every so many labels are written. */
    showNthLabel: number;
    style: { line: number; text: number; baseline: number };
  }

  export interface LineSeries {
    x: string[];
    y: number[];
    style: { line: number };
  }

  export default class Line extends Element {
    constructor(options: LineOptions);
    setData(data: LineSeries[]): void;
  }
}
