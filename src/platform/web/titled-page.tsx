import { FormPage, type FormPageProps } from './fields.js';
import type { Child, FC } from './html.js';
import { Heading } from './page.js';

export type TitledPageProps = FormPageProps & { eyebrow?: Child; lead?: Child };

/** A page, with a form or without, whose title is its heading too. */
export const TitledPage: FC<TitledPageProps> = ({ eyebrow, lead, problem, children, ...page }) => (
  <FormPage {...page} problem={problem}>
    <Heading eyebrow={eyebrow} lead={lead}>
      {page.title}
    </Heading>
    {children}
  </FormPage>
);
