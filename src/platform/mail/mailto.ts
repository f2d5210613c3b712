/** An address that opens a mail program with a mail to send. RFC 6068 knows no + for a space, as forms write it. */
export const mailtoAddress = (to: string, subject: string, words: string): string =>
  `mailto:${encodeURIComponent(to).replace('%40', '@')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(words)}`;

/** A text in which such addresses stand as plain ones. */
export const withoutMailto = (text: string): string => text.replace(/\bmailto:/gi, '');
