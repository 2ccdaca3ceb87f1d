import type { Place } from '../core/facts/facts.ts';
import type { SignalPlace } from '../core/facts/signal.ts';

/** Returns true if two signals come from the same place. Compared name by name: this runs on every keystroke and allocates nothing. */
export function samePlace(a: SignalPlace, b: SignalPlace): boolean {
  if (a === b) return true;
  return sameFile(a, b) && a.language === b.language && a.branch === b.branch && a.scheme === b.scheme;
}

/** Returns true if two signals come from the same file, on any branch. */
export function sameFile(a: Place, b: Place): boolean {
  return a.file === b.file && a.project === b.project;
}

/** Returns the scheme as spans store it: plain files have none. */
export function schemeOf({ scheme }: SignalPlace): { readonly scheme?: string } {
  return scheme === undefined || scheme === 'file' ? {} : { scheme };
}

/** The part of a signal's place that every fact keeps. */
export function placeOf(where: SignalPlace): Place {
  return {
    ...(where.project !== undefined && { project: where.project }),
    ...(where.file !== undefined && { file: where.file }),
    ...(where.language !== undefined && { language: where.language }),
    ...(where.branch !== undefined && { branch: where.branch }),
  };
}
