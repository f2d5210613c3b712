import { anyone, type Route, route, signedIn } from '../platform/access/route.js';
import { accountPage, namePage, namePost } from './pages/account.js';
import { revokeTokenPost, tokensPage, tokensPost } from './pages/api-tokens.js';
import {
  codesPage,
  firstCodePost,
  newCodesPage,
  newCodesPost,
  removeCodesPost,
} from './pages/codes.js';
import { confirmEmailPage, confirmEmailPost, emailPage, emailPost } from './pages/email.js';
import { identitiesPage, removeIdentityPost } from './pages/identities.js';
import {
  lostPasswordPage,
  lostPasswordPost,
  newPasswordPage,
  newPasswordPost,
} from './pages/lost-password.js';
import { newPasskeyOptions, passkeyPost, passkeysPage, passkeysPost } from './pages/passkeys.js';
import { passwordPage, passwordPost } from './pages/password.js';
import { comeBackPage, linkWith, signInWith, stepUpWith } from './pages/providers.js';
import {
  recoveryCodesPost,
  secondStepSettingPage,
  secondStepSettingPost,
} from './pages/recovery-codes.js';
import {
  secondPasskeyOptions,
  secondPasskeyPost,
  secondStepPage,
  secondStepPost,
} from './pages/second-step.js';
import { endSessionsPost } from './pages/sessions.js';
import {
  checkCookiesPage,
  signInPage,
  signInPasskeyOptions,
  signInPasskeyPost,
  signInPost,
  signOutPost,
} from './pages/sign-in.js';
import {
  stepUpPage,
  stepUpPasskeyOptions,
  stepUpPasskeyPost,
  stepUpPost,
} from './pages/step-up.js';
import { afterStepUp } from './step-up.js';

/** Every URL of signing in and of one's own account. */
export const signInRoutes: Route[] = [
  route('GET', '/sign-in', anyone, signInPage),
  route('POST', '/sign-in', anyone, signInPost),
  route('GET', '/sign-in/check', anyone, checkCookiesPage),
  route('POST', '/sign-in/passkey/options', anyone, signInPasskeyOptions),
  route('POST', '/sign-in/passkey', anyone, signInPasskeyPost),
  route('GET', '/sign-in/second', anyone, secondStepPage),
  route('POST', '/sign-in/second', anyone, secondStepPost),
  route('POST', '/sign-in/second/passkey/options', anyone, secondPasskeyOptions),
  route('POST', '/sign-in/second/passkey', anyone, secondPasskeyPost),
  route('POST', '/sign-in/with/:provider', anyone, signInWith),
  route('GET', '/sign-in/with/:provider/back', anyone, comeBackPage),
  route('POST', '/sign-out', signedIn, signOutPost),
  route('GET', '/lost-password', anyone, lostPasswordPage),
  route('POST', '/lost-password', anyone, lostPasswordPost),
  route('GET', '/new-password/:token', anyone, newPasswordPage),
  route('POST', '/new-password/:token', anyone, newPasswordPost),
  route('GET', '/prove', signedIn, stepUpPage),
  route('POST', '/prove', signedIn, stepUpPost),
  route('POST', '/prove/passkey/options', signedIn, stepUpPasskeyOptions),
  route('POST', '/prove/passkey', signedIn, stepUpPasskeyPost),
  route('POST', '/prove/with/:provider', signedIn, stepUpWith),
  route('GET', '/account', signedIn, accountPage),
  route('GET', '/account/name', signedIn, namePage),
  route('POST', '/account/name', signedIn, namePost),
  route('GET', '/account/email', signedIn, emailPage),
  route('POST', '/account/email', signedIn, emailPost),
  route('GET', '/account/email/:token', signedIn, confirmEmailPage),
  route('POST', '/account/email/:token', signedIn, confirmEmailPost),
  route('GET', '/account/password', signedIn, passwordPage),
  route('POST', '/account/password', signedIn, passwordPost),
  route('GET', '/account/passkeys', signedIn, passkeysPage),
  route('POST', '/account/passkeys', signedIn, passkeysPost),
  route('POST', '/account/passkeys/options', signedIn, newPasskeyOptions),
  route('POST', '/account/passkeys/change', signedIn, passkeyPost),
  route('GET', '/account/codes', signedIn, afterStepUp(codesPage)),
  route('GET', '/account/codes/new', signedIn, afterStepUp(newCodesPage)),
  route('POST', '/account/codes/new', signedIn, afterStepUp(newCodesPost)),
  route('POST', '/account/codes/first', signedIn, afterStepUp(firstCodePost)),
  route('POST', '/account/codes/remove', signedIn, afterStepUp(removeCodesPost)),
  route('GET', '/account/second-step', signedIn, afterStepUp(secondStepSettingPage)),
  route('POST', '/account/second-step', signedIn, afterStepUp(secondStepSettingPost)),
  route('POST', '/account/recovery-codes', signedIn, afterStepUp(recoveryCodesPost)),
  route('GET', '/account/identities', signedIn, afterStepUp(identitiesPage)),
  route('POST', '/account/identities/with/:provider', signedIn, afterStepUp(linkWith)),
  route('POST', '/account/identities/remove', signedIn, afterStepUp(removeIdentityPost)),
  route('GET', '/account/tokens', signedIn, afterStepUp(tokensPage)),
  route('POST', '/account/tokens', signedIn, afterStepUp(tokensPost)),
  route('POST', '/account/tokens/revoke', signedIn, afterStepUp(revokeTokenPost)),
  route('POST', '/account/sessions', signedIn, endSessionsPost),
];
