import * as l10n from '@vscode/l10n';
import { useErrorBoundary } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { Button } from '../controls/button.tsx';
import { CallMessage } from '../controls/messages.tsx';

/** A panel that fails to render leaves the others intact, and shows an error in its place. */
export function PanelBoundary({ children }: { children: ComponentChildren }) {
  const [error, reset] = useErrorBoundary((thrown: unknown) => console.error(thrown));
  if (error === undefined) return <>{children}</>;
  return (
    <div class="panel-failure">
      <CallMessage error={l10n.t('This part of the dashboard could not be shown.')}>
        <Button onClick={reset}>{l10n.t('Try Again')}</Button>
      </CallMessage>
    </div>
  );
}
