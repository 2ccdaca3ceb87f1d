import type { Frame } from '../../charts/surface.ts';
import type { Lane, LaneItem } from './lanes.ts';
import { marksIn, position, type TimeWindow } from './timeWindow.ts';

/** Things to draw. */
export interface LanePicture {
  readonly lanes: readonly Lane[];
  readonly window: TimeWindow;
  readonly now: number | null;
  readonly offset: number;
  readonly pointed: LaneItem | undefined;
  readonly nameOf: (lane: Lane) => string;
  /** An instant as a label below the lanes. */
  readonly label: (at: number) => string;
}

const workHeight = 28;
const laneHeight = 12;
/** For the name above each lane except the first. */
const nameHeight = 16;
const marksHeight = 18;
const labelWidth = 58;

/** Height of the whole drawing in pixels. */
export function heightOf(lanes: readonly Lane[]): number {
  return workHeight + (lanes.length - 1) * (nameHeight + laneHeight) + marksHeight;
}

/** The lane at a distance from the top, in pixels. */
export function laneAt(lanes: readonly Lane[], y: number): Lane | undefined {
  const index = y < workHeight ? 0 : 1 + Math.floor((y - workHeight) / (nameHeight + laneHeight));
  return lanes[index];
}

/** Draws lanes on one canvas: hundreds of spans cost no more than a few elements would. */
export function drawLanes(frame: Frame, picture: LanePicture): void {
  drawMarks(frame, picture);
  picture.lanes.forEach((lane, index) => drawLane(frame, picture, { lane, index }));
  const { now, window } = picture;
  if (now === null) return;
  frame.context.fillStyle = frame.fills.color('--vscode-foreground');
  frame.context.fillRect(Math.round(position(window, now) * frame.width) - 1, 0, 1, frame.height - marksHeight);
}

function drawMarks({ context, width, height, fills }: Frame, { window, offset, label }: LanePicture): void {
  for (const mark of marksIn(window, offset, Math.max(1, Math.floor(width / labelWidth)))) {
    const x = Math.round(position(window, mark) * width);
    context.fillStyle = fills.color('--grid');
    context.fillRect(x, 0, 1, height);
    context.fillStyle = fills.color('--vscode-descriptionForeground');
    if (x + labelWidth * 0.7 < width) context.fillText(label(mark), x + 4, height - marksHeight / 2 + 1);
  }
}

function drawLane(frame: Frame, picture: LanePicture, { lane, index }: { lane: Lane; index: number }): void {
  const { context, width, fills } = frame;
  const height = index === 0 ? workHeight : laneHeight;
  const top = index === 0 ? 0 : workHeight + index * nameHeight + (index - 1) * laneHeight;
  context.fillStyle = fills.color('--lane');
  context.fillRect(0, top, width, height);
  if (index > 0) {
    context.fillStyle = fills.color('--vscode-descriptionForeground');
    context.fillText(picture.nameOf(lane), 0, top - nameHeight / 2 + 1);
  }
  for (const item of lane.items) drawItem(frame, picture, { item, top, height });
}

function drawItem(
  { context, width, fills }: Frame,
  { window, pointed }: LanePicture,
  { item, top, height }: { item: LaneItem; top: number; height: number },
): void {
  const x = position(window, item.start) * width;
  const end = position(window, item.end) * width;
  if (end < -height || x > width + height) return;
  context.fillStyle = fills.get(context, item.tone);
  // A background pixel after each, if there is room.
  const length = Math.max(2, end - x - (end - x > 3 ? 1 : 0));
  if (item.mark) drawMark(context, { x, y: top + height / 2, isRound: item.lane === 'github', radius: height / 2 });
  else context.fillRect(x, top, length, height);
  if (item !== pointed) return;
  context.strokeStyle = fills.color('--vscode-foreground');
  context.lineWidth = 2;
  const grown = item.mark ? height / 2 : 0;
  context.strokeRect(x - grown + 1, top + 1, Math.max(3, end - x + 2 * grown) - 2, height - 2);
}

/** A diamond or a dot. */
function drawMark(
  context: CanvasRenderingContext2D,
  { x, y, isRound, radius }: { x: number; y: number; isRound: boolean; radius: number },
): void {
  context.beginPath();
  if (isRound) context.arc(x, y, radius - 1, 0, 2 * Math.PI);
  else {
    context.moveTo(x, y - radius);
    context.lineTo(x + radius, y);
    context.lineTo(x, y + radius);
    context.lineTo(x - radius, y);
  }
  context.fill();
}
