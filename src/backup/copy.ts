/** PostgreSQL's COPY as streams: a table out and in, row by row, without ever holding all of it. */

import { Readable, Writable } from 'node:stream';
import type pg from 'pg';
import { runAtEnd } from '../platform/text-end.js';

/** The part of pg's connection that COPY needs: its types leave this part out. */
interface Connection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(why: string): void;
  stream: NodeJS.ReadWriteStream & { writableNeedDrain: boolean };
}

/** "COPY 12" → 12. */
const countOf = ({ text }: { text: string }) => Number(runAtEnd(text, /\d/));

/** What `COPY … TO STDOUT` gives: one chunk for each row, in COPY's text format. Waits for whoever reads. */
export class CopyOut extends Readable {
  /** Known at the end. */
  rows = 0;
  private connection: Connection | null = null;

  constructor(private readonly text: string) {
    super({ highWaterMark: 1024 * 1024 });
  }

  submit(connection: Connection): void {
    this.connection = connection;
    connection.query(this.text);
  }
  override _read(): void {
    this.connection?.stream.resume();
  }
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    // The parser goes on using its memory, so the row is copied.
    if (!this.push(Buffer.from(chunk))) this.connection?.stream.pause();
  }
  handleCommandComplete(message: { text: string }): void {
    this.rows = countOf(message);
  }
  handleReadyForQuery(): void {
    this.connection?.stream.resume();
    this.push(null);
  }
  handleError(error: Error): void {
    this.destroy(error);
  }
}

/** Takes what CopyOut gave into `COPY … FROM STDIN`. Finished once the database has taken all of it. */
export class CopyIn extends Writable {
  /** Known at the end. */
  rows = 0;
  private connection: Connection | null = null;
  private begin: ((error?: Error) => void) | null = null;
  private whenTaken: ((error?: Error) => void) | null = null;
  private isOpen = false;
  private refusal: Error | null = null;

  constructor(private readonly text: string) {
    super({ highWaterMark: 1024 * 1024 });
  }

  submit(connection: Connection): void {
    this.connection = connection;
    connection.query(this.text);
  }
  /** Nothing can be written, and nothing ended, before the database has answered. */
  override _construct(callback: (error?: Error) => void): void {
    if (this.isOpen || this.refusal) callback(this.refusal ?? undefined);
    else this.begin = callback;
  }
  override _write(chunk: Buffer, _encoding: string, callback: (error?: Error) => void): void {
    const connection = this.connection as Connection;
    connection.sendCopyFromChunk(chunk);
    if (connection.stream.writableNeedDrain) connection.stream.once('drain', () => callback());
    else callback();
  }
  override _final(callback: (error?: Error) => void): void {
    this.whenTaken = callback;
    (this.connection as Connection).endCopyFrom();
  }
  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    if (this.isOpen && !this.whenTaken) this.connection?.sendCopyFail('ended early');
    callback(error);
  }
  handleCopyInResponse(): void {
    this.isOpen = true;
    this.begin?.();
    this.begin = null;
  }
  handleCommandComplete(message: { text: string }): void {
    this.rows = countOf(message);
  }
  handleReadyForQuery(): void {
    this.isOpen = false;
    this.whenTaken?.();
  }
  handleError(error: Error): void {
    this.isOpen = false;
    this.refusal = error;
    if (this.begin) this.begin(error);
    else this.destroy(error);
    this.begin = null;
  }
}

/** Sends a COPY on its way, in turn with the client's other queries. */
export function startCopy<Copy extends CopyOut | CopyIn>(client: pg.Client, copy: Copy): Copy {
  return client.query(copy as unknown as pg.Submittable) as unknown as Copy;
}
