import { useRef } from 'preact/hooks';
import { useAction, useKept } from '../../state/app.ts';

/** A line that is sent with Enter, and kept while it is typed. */
export interface TypedLine {
  readonly text: string;
  readonly setText: (text: string) => void;
  /**
   * Empties the line and sends what was in it. What is typed meanwhile is the next line; what couldn't be sent comes back before it.
   * @returns whether it was sent
   */
  readonly send: (call: (text: string) => Promise<unknown>) => Promise<boolean>;
  readonly error: string | undefined;
}

/** @param key under which the view keeps the text */
export function useTypedLine(key: string): TypedLine {
  const [text, setText] = useKept(key, '');
  const action = useAction({ overlaps: true });
  const latest = useRef(text);
  latest.current = text;
  const change = (next: string): void => {
    latest.current = next;
    setText(next);
  };
  const send = async (call: (text: string) => Promise<unknown>): Promise<boolean> => {
    const sent = latest.current;
    if (sent.trim() === '') return false;
    change('');
    const isDone = await action.run(() => call(sent));
    if (!isDone) change([sent, latest.current].filter(Boolean).join(' '));
    return isDone;
  };
  return { text, setText: change, send, error: action.error };
}
