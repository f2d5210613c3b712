/** A QR code as SVG. Dark on white in every colour scheme, because cameras need it so. */

import encodeQR from 'qr';
import type { FC } from '../../platform/web/html.js';

/** Cells around the code that stay white: four, by the standard. */
const QUIET_CELLS = 4;

export const QrCode: FC<{ text: string; name: string }> = ({ text, name }) => {
  const cells = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_CELLS });
  const path = cells
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <svg
      class="qr"
      role="img"
      aria-label={name}
      viewBox={`0 0 ${cells.length} ${cells.length}`}
      shape-rendering="crispEdges"
    >
      <rect class="qr-paper" width={cells.length} height={cells.length} />
      <path d={path} />
    </svg>
  );
};
