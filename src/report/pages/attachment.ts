/**
 * The Content-Disposition of a file to keep: an ASCII name that every browser understands, and the true one as
 * RFC 5987 writes it. Nothing of a name can end the header, name a folder or hide its ending.
 */
export function attachment(name: string): string {
  const safe = name
    .toWellFormed()
    .replace(/\p{C}|[\\/:*?"<>|%]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .trim();
  const dot = safe.lastIndexOf('.');
  const short = [...safe.slice(0, dot)].slice(0, 100).join('').trim() + safe.slice(dot);
  const plain = short.normalize('NFKD').replace(/[^\x20-\x7e]/g, '');
  const encoded = encodeURIComponent(short).replace(
    /['()*!]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
