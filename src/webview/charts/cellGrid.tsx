import type { ComponentChildren, RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { useChartCursor, type Move } from './chartCursor.ts';
import { Tooltip } from './tooltip.tsx';
import './cellGrid.css';

interface CellGridProps {
  readonly name: string;
  readonly rows: number;
  /** One value from 0 to 1 per cell, column by column from the top; the last places may have none. */
  readonly values: readonly number[];
  readonly describe: (index: number) => string;
  /** Details of the cell that is pointed at. */
  readonly details: (index: number) => ComponentChildren;
  readonly onOpen?: (index: number) => void;
  readonly hint?: string;
  /** Labels of the rows, from the top down. */
  readonly rowLabels: readonly string[];
  /** Labels below columns. */
  readonly columnLabels: readonly { readonly column: number; readonly text: string }[];
}

/** The width of a cell's place in the drawing, and of the square in it for each value step: size distinguishes them too. */
const place = 10;
const sizes = [2, 4, 5.6, 7.2, 9];

/**
 * A grid of cells whose size and color grow with the value. Arrow keys move through it. It is drawn with a few paths, whatever its size.
 */
export function CellGrid(props: CellGridProps) {
  const { name, rows, values, describe, details, onOpen, hint } = props;
  const columns = Math.ceil(values.length / rows);
  const area = useRef<SVGSVGElement>(null);
  const cursor = useChartCursor({
    name,
    count: values.length,
    describe,
    onOpen,
    hint,
    move: inGrid(rows, values.length),
  });
  const indexAt = ({ clientX, clientY }: MouseEvent): number | undefined => {
    const box = area.current?.getBoundingClientRect();
    if (!box) return undefined;
    const column = Math.floor(((clientX - box.left) / box.width) * columns);
    const row = Math.floor(((clientY - box.top) / box.height) * rows);
    const index = column * rows + row;
    const isInside = row >= 0 && row < rows && column >= 0 && column < columns;
    return isInside && index < values.length ? index : undefined;
  };
  const { index } = cursor;
  return (
    <div class="cell-grid">
      <div class="cell-rows">
        <div class={props.rowLabels.includes('') ? 'cell-side cell-side-sparse' : 'cell-side'} aria-hidden="true">
          {props.rowLabels.map((label, row) => (
            <span key={row}>{label}</span>
          ))}
        </div>
        <div
          class="cell-focus"
          {...cursor.attributes}
          onPointerMove={(event) => cursor.point(indexAt(event))}
          onPointerLeave={() => cursor.point(undefined)}
          onClick={(event) => {
            const at = indexAt(event);
            if (at !== undefined) onOpen?.(at);
          }}
        >
          <Cells area={area} values={values} rows={rows} pointed={index} />
        </div>
        <span />
        <div class="cell-labels" aria-hidden="true">
          {props.columnLabels.map(({ column, text }) => (
            <span key={column} style={{ left: `${(100 * column) / columns}%` }}>
              {text}
            </span>
          ))}
        </div>
      </div>
      {index !== undefined && (
        <Tooltip x={((Math.floor(index / rows) + 0.5) / columns) * (area.current?.clientWidth ?? 0)}>
          {details(index)}
        </Tooltip>
      )}
    </div>
  );
}

interface CellsProps extends Pick<CellGridProps, 'values' | 'rows'> {
  readonly area: RefObject<SVGSVGElement | null>;
  readonly pointed: number | undefined;
}

function Cells({ area, values, rows, pointed }: CellsProps) {
  const columns = Math.ceil(values.length / rows);
  return (
    <svg ref={area} viewBox={`0 0 ${columns * place} ${rows * place}`} aria-hidden="true" focusable="false">
      {sizes.map((size, step) => (
        <path key={step} class={`cells-${step}`} d={cellsOf(values, { step, size, rows })} />
      ))}
      {pointed !== undefined && <path class="cell-pointed" d={square(pointed, rows, place - 1)} />}
    </svg>
  );
}

/** 0 for none, then 1 to 4. */
function stepOf(value: number): number {
  return value > 0 ? Math.min(4, 1 + Math.floor(value * 4)) : 0;
}

function cellsOf(
  values: readonly number[],
  { step, size, rows }: { step: number; size: number; rows: number },
): string {
  return values.map((value, index) => (stepOf(value) === step ? square(index, rows, size) : '')).join('');
}

function square(index: number, rows: number, size: number): string {
  const inset = (place - size) / 2;
  const x = Math.floor(index / rows) * place + inset;
  const y = (index % rows) * place + inset;
  return `M${x} ${y}h${size}v${size}h${-size}z`;
}

function inGrid(rows: number, count: number): Move {
  return (key, from) => {
    const inColumn = from % rows;
    return {
      ArrowLeft: from - rows < 0 ? from : from - rows,
      ArrowRight: from + rows >= count ? from : from + rows,
      ArrowUp: inColumn === 0 ? from : from - 1,
      ArrowDown: inColumn === rows - 1 ? from : from + 1,
      Home: 0,
      End: count - 1,
    }[key];
  };
}
