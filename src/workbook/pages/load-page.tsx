/** The page of a workbook: download it, and load it again once it is filled in. */
import type { Problem } from '../../platform/problems.js';
import { Button, FileField, Form, LinkButton } from '../../platform/web/fields.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { TitledPage } from '../../platform/web/titled-page.js';
import type { WorkbookContent } from '../content.js';
import { WORKBOOK_LIMITS } from '../load-workbook.js';
import type { Place } from './places.js';

interface Props {
  request: RequestContext;
  content: WorkbookContent;
  place: Place;
  problem?: Problem | undefined;
}

const XLSX = '.xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const LoadPage = ({ request, content, place, problem }: Props) => (
  <TitledPage
    request={request}
    title={place.title}
    place={place.part}
    eyebrow={<a href={place.back}>{content.name}</a>}
    lead="Work in Excel without the internet, or give the file to a colleague. Then load it here."
    problem={problem}
  >
    <section class="section">
      <h2>1. Download</h2>
      <p>{place.holds}</p>
      <p class="actions section-s">
        <LinkButton href={place.file} isSecondary>
          Download the workbook (Excel)
        </LinkButton>
      </p>
    </section>
    <section class="section">
      <h2>2. Load it again</h2>
      {content.refusal ? (
        <p class="locked">{content.refusal.message}</p>
      ) : (
        <Form action={place.upload} key_={request.context.id()} class="form" isUpload>
          <FileField
            name="file"
            label="The workbook"
            hint={`An Excel workbook (.xlsx) of at most ${WORKBOOK_LIMITS.bytes / 1024 / 1024} MB. You see every change before it is saved. Nothing about individual learners.`}
            accept={XLSX}
            problem={problem}
          />
          <div class="actions">
            <Button>Show the changes</Button>
          </div>
        </Form>
      )}
    </section>
  </TitledPage>
);
