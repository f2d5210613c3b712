/** The history of signing in, in words. */
import type { HistoryMessages } from '../platform/history/messages.js';

export const accountMessages: HistoryMessages = {
  area: 'Signing in',
  verbs: {
    'sign-in.done': ({ after }) => `signed in with a ${String(after?.way ?? 'password')}`,
    'sign-in.throttled': 'somebody tried too often to sign in, and has to wait',
    'sign-in.unlocked': 'let somebody try again to sign in',
    'step-up.done': 'showed again that it was them',
    'password.changed': 'changed their password',
    'password.reset': 'chose a new password through a link',
    'password.link-mailed': 'had a link for a new password mailed',
    'password.link-made': 'made a link for a new password',
    'e-mail.asked': 'asked to sign in with another e-mail address',
    'e-mail.changed': 'changed the e-mail address that somebody signs in with',
    'person.renamed': 'changed their name',
    'passkey.added': 'added a passkey',
    'passkey.named': 'renamed a passkey',
    'passkey.removed': 'removed a passkey',
    'code-app.added': 'added a code app',
    'code-app.removed': 'removed their code app',
    'recovery-code.used': 'used a recovery code',
    'recovery-codes.made': 'made new recovery codes',
    'second-step.on': 'turned their second step on',
    'second-step.off': 'turned their second step off',
    'second-step.cleared': 'took the second step off an account',
    'identity.linked': 'linked an account at another service',
    'identity.unlinked': 'removed a link to another service',
    'token.made': 'made an API token',
    'token.revoked': 'revoked an API token',
    'sessions.ended': 'signed devices out',
  },
};
