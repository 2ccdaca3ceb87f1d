import { longestKeptText, type KeptText, type SessionTexts } from '../../core/facts/keptTexts.ts';

/** Reads the content of a file with the texts of a session; undefined for anything else. */
export function parseTexts(json: string): SessionTexts | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  const { session, project, texts } = (value ?? {}) as Partial<Record<keyof SessionTexts, unknown>>;
  if (typeof session !== 'string' || typeof project !== 'string' || project === '' || !Array.isArray(texts))
    return undefined;
  return { session, project, texts: texts.filter(isText) };
}

function isText(value: unknown): value is KeptText {
  const { key, at, by, text, length, file } = (value ?? {}) as Partial<Record<keyof KeptText, unknown>>;
  return (
    typeof key === 'string' &&
    Number.isSafeInteger(at) &&
    (by === 'prompt' || by === 'answer' || by === 'change') &&
    typeof text === 'string' &&
    text.length <= longestKeptText &&
    Number.isSafeInteger(length) &&
    (file === undefined || typeof file === 'string')
  );
}
