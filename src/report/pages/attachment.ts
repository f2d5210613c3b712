import { fileName } from '../documents.js';

/**
 * The Content-Disposition of a file to keep: an ASCII name that every browser understands, and the true one as
 * RFC 5987 writes it. Nothing of a name can end the header, name a folder or hide its ending.
 */
export function attachment(name: string): string {
  const whole = fileName(name);
  const plain = whole
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/["\\/]/g, '');
  const encoded = encodeURIComponent(whole).replace(
    /['()*!]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const named = plain.trim().replace(/^\./, 'document.');
  return `attachment; filename="${named}"; filename*=UTF-8''${encoded}`;
}
