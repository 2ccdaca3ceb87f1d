/**
 * Shows that something is in progress; the text beside it says what. Native: the toolkit's ring costs more of the bundle than its button
 * does.
 */
export function ProgressRing() {
  return <span class="progress-ring" aria-hidden="true" />;
}
