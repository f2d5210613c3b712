/** A real mail server on this machine, that keeps what it was sent. */
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import { SMTPServer } from 'smtp-server';

export interface Letter {
  to: string[];
  from: string;
  /** As it came over the wire: headers, an empty line, the body. */
  raw: string;
  /** The body with the transfer encoding undone. */
  text: string;
}

export interface Postbox {
  /** For SMTP_URL. */
  url: string;
  letters: Letter[];
  /** While set, every letter is refused with these words. */
  refuses: string | null;
}

/** Opens a postbox; it closes when the test file ends. */
export async function openPostbox(): Promise<Postbox> {
  const postbox: Postbox = { url: '', letters: [], refuses: null };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (postbox.refuses)
          return done(Object.assign(new Error(postbox.refuses), { responseCode: 451 }));
        const raw = Buffer.concat(parts).toString('utf8');
        const { mailFrom, rcptTo } = session.envelope;
        postbox.letters.push({
          to: rcptTo.map(({ address }) => address),
          from: mailFrom ? mailFrom.address : '',
          raw,
          text: decoded(raw),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => new Promise<void>((resolve) => server.close(() => resolve())));
  postbox.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return postbox;
}

/** The body of a message in quoted-printable, base64 or plain. */
function decoded(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/transfer-encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(head)) return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
