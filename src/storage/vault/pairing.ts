import { AppError } from '../../core/base/appError.ts';
import { fromBase32, toBase32 } from './base32.ts';
import { areEqual, deriveKey, listMac, toKey } from './cipher.ts';
import type { Identity } from './identity.ts';
import type { PairingAnswer, PairingRequest, KeyFolder, Recipient } from './keyFolder.ts';

/** 80 bits: to find them by trying takes millions of years, and each try must also derive a key. */
const codeBytes = 10;

/**
 * The pairing code of a device: shown on its screen and typed on an authorized one, it proves each to the other. It is a secret until
 * then. It follows from the device's secret and from whom it trusts, so that one that was used is of no further use.
 */
export function pairingCode(self: Identity, trusted: Iterable<string>): Uint8Array {
  return deriveKey(self.secret, `pairing ${Array.from(trusted).sort().join(' ')}`, codeBytes);
}

/** The code as a person reads it: four groups of four letters and digits. */
export function formatCode(code: Uint8Array): string {
  return toBase32(code);
}

/** Reads a code however it was typed. Throws `invalid-input`. */
export function parseCode(text: string): Uint8Array {
  const bytes = fromBase32(text);
  if (bytes?.length !== codeBytes)
    throw new AppError('invalid-input', 'This is not a pairing code. It has 16 letters and digits.');
  return bytes;
}

/** Asks a device that knows the code to authorize `self`. Writes only if the current request differs. */
export function ask(folder: KeyFolder, self: Recipient, code: Uint8Array): void {
  const there = folder.ask(self.id);
  if (there && isAsk(there, code)) return;
  folder.writeAsk({ subject: self, mac: askMac(self, code) });
}

/** Returns true if a request is from the device that shows this code. */
export function isAsk({ subject, mac }: PairingRequest, code: Uint8Array): boolean {
  return areEqual(askMac(subject, code), mac);
}

/** Introduces `self` to the device that shows the code. */
export function answer(folder: KeyFolder, self: Recipient, to: { reader: Recipient; code: Uint8Array }): void {
  const mac = answerMac(self, to.reader.id, to.code);
  folder.writeAnswer({ subject: self, reader: to.reader.id, mac });
}

/** Returns true if an answer is from a device on which this code was typed. */
export function isAnswer({ subject, reader, mac }: PairingAnswer, code: Uint8Array): boolean {
  return areEqual(answerMac(subject, reader, code), mac);
}

function askMac({ publicKey, kind, at }: Recipient, code: Uint8Array): Buffer {
  return listMac(macKey(code), ['ask', kind, Buffer.from(publicKey).toString('base64'), at]);
}

function answerMac({ publicKey, kind, at }: Recipient, reader: string, code: Uint8Array): Buffer {
  return listMac(macKey(code), ['answer', reader, kind, Buffer.from(publicKey).toString('base64'), at]);
}

function macKey(code: Uint8Array) {
  return toKey(deriveKey(code, 'pairing'));
}
