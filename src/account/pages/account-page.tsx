import type { FC } from '../../platform/web/html.js';
import { TitledPage, type TitledPageProps } from '../../platform/web/titled-page.js';

/** A page of signing in, or of one's account without a way back. */
export const SignInPage: FC<TitledPageProps> = (props) => (
  <TitledPage {...props} styles={['account']} />
);

/** A page of one's own account, with the way back to the first of them. */
export const AccountPage: FC<TitledPageProps> = (props) => (
  <SignInPage {...props} eyebrow={<a href="/account">Your account</a>} />
);
