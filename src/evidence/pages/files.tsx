/** The files of an item on its page: the newest shown, the earlier ones kept beneath. */

import { momentWords } from '../../platform/days.js';
import { FILE_TYPES, isPicture } from '../../platform/documents/uploads/file-types.js';
import type { FC } from '../../platform/web/html.js';
import { Details } from '../../platform/web/page.js';
import { type EvidenceFile, type LibraryItem, sizeWords } from '../evidence.js';

export const Files: FC<{ item: LibraryItem; mayChange: boolean }> = ({ item, mayChange }) => {
  const [newest, ...earlier] = item.files;
  if (item.kind !== 'file' || !newest) return null;
  const base = `/evidence/${item.id}`;
  return (
    <section class="section" aria-labelledby="file">
      <h2 id="file">File</h2>
      {isPicture(newest.type) && (
        <img
          class="preview"
          src={`${base}/files/${newest.number}/view`}
          width={newest.width ?? undefined}
          height={newest.height ?? undefined}
          alt={item.note ? `Picture: ${item.note}` : `Picture: ${item.title}`}
        />
      )}
      <p>
        <a href={`${base}/files/${newest.number}`}>Download {newest.name}</a>
        {newest.type === 'pdf' && (
          <>
            {' · '}
            <a href={`${base}/files/${newest.number}/view`} rel="noopener" target="_blank">
              View the PDF (new tab)
            </a>
          </>
        )}
      </p>
      <Added file={newest} />
      {mayChange && (
        <p>
          <a href={`${base}/file`}>Replace file</a>
        </p>
      )}
      <Details summary="Details">
        <div class="govuk-details__text">
          <FileFacts file={newest} />
        </div>
      </Details>
      {earlier.length > 0 && (
        <Details
          summary={earlier.length === 1 ? 'One earlier file' : `${earlier.length} earlier files`}
        >
          <ul class="rows">
            {earlier.map((file) => (
              <li class="item">
                <a href={`${base}/files/${file.number}`}>
                  Download version {file.number}, {file.name}
                </a>
                <Added file={file} />
                <FileFacts file={file} />
              </li>
            ))}
          </ul>
        </Details>
      )}
    </section>
  );
};

const Added = ({ file }: { file: EvidenceFile }) => (
  <p class="small quiet">
    Version {file.number}, added {momentWords(file.uploadedAt)}
    {file.uploadedBy?.name && ` by ${file.uploadedBy.name}`}
  </p>
);

/** What only an administrator asks for. */
const FileFacts = ({ file }: { file: EvidenceFile }) => (
  <p class="small quiet">
    {FILE_TYPES[file.type].name}, {sizeWords(file.bytes)}
    {file.width !== null && file.height !== null && `, ${file.width} × ${file.height} pixels`}
    <br />
    <span class="checksum">SHA-256 {file.checksum}</span>
  </p>
);
