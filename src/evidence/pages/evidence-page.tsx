import { FormPage, type FormPageProps } from '../../platform/web/fields.js';
import type { FC } from '../../platform/web/html.js';

/** A page of the library, with a form or without. */
export const EvidencePage: FC<FormPageProps> = (props) => (
  <FormPage {...props} place="evidence" styles={['evidence']} />
);
