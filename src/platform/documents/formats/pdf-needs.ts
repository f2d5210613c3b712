/** What pdf.js takes for granted and Node.js 20 does not have. */

/**
 * Gives buffers the method `transferToFixedLength` where it is missing; without it pdf.js leaves out the rest of a
 * page. This one copies and leaves the old buffer as it is.
 */
export function provideTransfer(): void {
  if ('transferToFixedLength' in ArrayBuffer.prototype) return;
  Object.defineProperty(ArrayBuffer.prototype, 'transferToFixedLength', {
    configurable: true,
    writable: true,
    value(this: ArrayBuffer, length: number = this.byteLength): ArrayBuffer {
      const copy = new Uint8Array(length);
      copy.set(new Uint8Array(this, 0, Math.min(length, this.byteLength)));
      return copy.buffer;
    },
  });
}
