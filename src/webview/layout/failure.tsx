import * as l10n from '@vscode/l10n';
import { Button } from '../controls/button.tsx';
import { Icon } from '../controls/icon.tsx';

interface FailureProps {
  readonly message: string;
  readonly onRetry: () => unknown;
}

/** The dashboard could not be read: why, and the way out. */
export function Failure({ message, onRetry }: FailureProps) {
  return (
    <div class="failure" role="alert">
      <Icon name="warning" />
      <h2>{l10n.t('The dashboard could not be read')}</h2>
      <p>{message}</p>
      <p class="secondary">
        {l10n.t('Tracking continues. For details, run "Daymark: Run Health Check" from the command palette.')}
      </p>
      <Button primary onClick={onRetry}>
        {l10n.t('Try Again')}
      </Button>
    </div>
  );
}
