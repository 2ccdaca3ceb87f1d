import { useErrorBoundary } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { Button } from '../controls/button.tsx';
import { CallMessage } from '../controls/messages.tsx';
import { useApp } from '../state/app.ts';

/** A panel that fails to draw itself leaves the others standing, and says so in its place. */
export function PanelBoundary({ children }: { children: ComponentChildren }) {
  const { strings } = useApp();
  const [error, reset] = useErrorBoundary((thrown: unknown) => console.error(thrown));
  if (error === undefined) return <>{children}</>;
  return (
    <div class="panel-failure">
      <CallMessage error={strings.common.panelFailed}>
        <Button onClick={reset}>{strings.common.retry}</Button>
      </CallMessage>
    </div>
  );
}
