import * as l10n from '@vscode/l10n';
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../controls/button.tsx';
import { CallMessage } from '../controls/messages.tsx';
import type { QueryAnswer } from '../state/useAnswer.ts';

/** Shorter waits show nothing. */
const patienceMs = 100;

/** Shown in place of an answer: why it is not there yet, or that it could not be read, with a way to retry. */
export function Pending({ answer: { data, error, retry } }: { answer: QueryAnswer<unknown> }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (error !== undefined)
    return (
      <CallMessage error={error}>
        <Button onClick={retry}>{l10n.t('Try Again')}</Button>
      </CallMessage>
    );
  if (data !== undefined) return null;
  return (
    <p class="empty pending" role="status">
      {late && l10n.t('Reading your day…')}
    </p>
  );
}
