import { Button } from '../controls/button.tsx';
import { Icon } from '../controls/icon.tsx';
import type { CommonStrings } from '../../core/views/viewStrings.ts';

interface FailureProps {
  readonly message: string;
  readonly strings: CommonStrings;
  readonly onRetry: () => unknown;
}

/** The dashboard could not be read: why, and the way out. */
export function Failure({ message, strings, onRetry }: FailureProps) {
  return (
    <div class="failure" role="alert">
      <Icon name="warning" />
      <h2>{strings.failed}</h2>
      <p>{message}</p>
      <p class="secondary">{strings.failedHint}</p>
      <Button primary onClick={onRetry}>
        {strings.retry}
      </Button>
    </div>
  );
}
