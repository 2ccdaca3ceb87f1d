/**
 * Keeps names from being read by whoever has the file. Handed to the storage by the extension, which knows where the keys
 * are; `plainSealer` keeps them as they are.
 */
export interface Sealer {
  /** True if there is a key to seal under; absent if there always is one. Without one, `seal` and `tag` throw an `AppError`. */
  canSeal?(): boolean;
  /** Bytes that stand for a text (or for what isn't one) in a file; differ on each call where they are encrypted. */
  seal(content: string | Uint8Array): Uint8Array;
  /** The text again, or undefined when the key for it is not here. Throws nothing. */
  open(sealed: Uint8Array): string | undefined;
  /** As `open`, for what isn't a text. */
  openBytes(sealed: Uint8Array): Uint8Array | undefined;
  /** Bytes that are equal for equal texts under the same key, and tell nothing else of the text. */
  tag(text: string): Uint8Array;
  /** True if a value is sealed under the key that new values use; absent if there is only one key. */
  isCurrent?(sealed: Uint8Array): boolean;
}
