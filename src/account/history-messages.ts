/** The history of signing in, in words. */
import type { HistoryMessages } from '../platform/history/messages.js';

export const accountMessages: HistoryMessages = {
  area: 'Signing in',
  verbs: {
    'sign-in.done': ({ after }) =>
      after?.way === 'identity'
        ? 'signed in with another service'
        : `signed in with a ${String(after?.way ?? 'password')}`,
    'sign-in.throttled': 'someone tried to sign in too often and has to wait',
    'sign-in.unlocked': 'unlocked sign-in for someone',
    'step-up.done': 'confirmed their identity again',
    'password.changed': 'changed their password',
    'password.reset': 'reset their password by a link',
    'password.link-mailed': 'asked for an email to reset their password',
    'password.link-made': 'created a link to reset a password',
    'e-mail.asked': 'asked to sign in with another email address',
    'e-mail.changed': 'changed someone’s email address',
    'person.renamed': 'changed their name',
    'passkey.added': 'added a passkey',
    'passkey.named': 'renamed a passkey',
    'passkey.removed': 'removed a passkey',
    'code-app.added': 'added an authenticator app',
    'code-app.removed': 'removed their authenticator app',
    'recovery-code.used': 'used a recovery code',
    'recovery-codes.made': 'created new recovery codes',
    'second-step.on': 'turned two-step sign-in on',
    'second-step.off': 'turned two-step sign-in off',
    'second-step.cleared': 'turned two-step sign-in off for an account',
    'identity.linked': 'linked an account with another service',
    'identity.unlinked': 'removed a link to another service',
    'token.made': 'created an API token',
    'token.revoked': 'revoked an API token',
    'calendar-address.dropped': 'revoked a calendar address',
    'sessions.ended': 'signed devices out',
  },
};
