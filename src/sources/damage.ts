/** Where and why an input could not be read on; everything before it was read. */
export interface Damage {
  /** Byte offset in the input as stored. */
  readonly position: number;
  readonly message: string;
}
