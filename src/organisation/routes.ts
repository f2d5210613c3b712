import { accessibilityPage, privacyPage } from '../account/pages/about.js';
import type { Permissions } from '../platform/access/permission-table.js';
import {
  administrator,
  anyone,
  everyone,
  leaders,
  type Route,
  route,
  signedIn,
} from '../platform/access/route.js';
import {
  accountMessagesPage,
  accountMessagesPost,
  schoolMessagesPage,
  schoolMessagesPost,
  seenNoticesPost,
} from './pages/hand-over.js';
import { invitationPage, invitationPost } from './pages/invitation.js';
import { invitePage, invitePost, invitePreview, resendPost, revokePost } from './pages/invite.js';
import {
  changeMemberPost,
  memberPage,
  removeMemberPost,
  restoreMemberPost,
  takeOverPost,
} from './pages/member.js';
import { peoplePage } from './pages/people.js';
import {
  joinPage,
  joinPost,
  leavePage,
  leavePost,
  newLinkPage,
  newLinkPost,
  renewLinkPost,
  revokeLinkPost,
} from './pages/personal-links.js';
import { schoolPage, schoolPost } from './pages/school.js';
import { newSchoolPage, newSchoolPost, switchPage, switchPost } from './pages/schools.js';

/** Every URL of organisations, memberships, invitations and personal links. */
export const organisationRoutes = (permissions: Permissions): Route[] => [
  route('GET', '/people', everyone, peoplePage(permissions)),
  route('POST', '/people/take-over', leaders, takeOverPost),
  route('GET', '/people/invite', leaders, invitePage),
  route('POST', '/people/invite', leaders, invitePreview),
  route('POST', '/people/invitations', leaders, invitePost),
  route('POST', '/people/invitations/:id/resend', leaders, resendPost),
  route('POST', '/people/invitations/:id/revoke', leaders, revokePost),
  route('GET', '/people/links/new', leaders, newLinkPage),
  route('POST', '/people/links', leaders, newLinkPost),
  route('POST', '/people/links/:id/renew', leaders, renewLinkPost),
  route('POST', '/people/links/:id/revoke', leaders, revokeLinkPost),
  route('GET', '/people/messages', leaders, schoolMessagesPage),
  route('POST', '/people/messages', leaders, schoolMessagesPost),
  route('GET', '/administration/messages', administrator, accountMessagesPage),
  route('POST', '/administration/messages', administrator, accountMessagesPost),
  route('POST', '/account/notices', signedIn, seenNoticesPost),
  route('GET', '/people/:person', leaders, memberPage),
  route('POST', '/people/:person/role', leaders, changeMemberPost),
  route('POST', '/people/:person/remove', everyone, removeMemberPost),
  route('POST', '/people/:person/restore', leaders, restoreMemberPost),
  route('GET', '/invitations/:token', anyone, invitationPage),
  route('POST', '/invitations/:token', anyone, invitationPost),
  route('GET', '/join/:token', anyone, joinPage),
  route('POST', '/join/:token', anyone, joinPost),
  route('GET', '/leave', anyone, leavePage),
  route('POST', '/leave', anyone, leavePost),
  route('GET', '/school', everyone, schoolPage),
  route('POST', '/school', leaders, schoolPost),
  route('GET', '/accessibility', anyone, accessibilityPage),
  route('GET', '/privacy', anyone, privacyPage),
  route('GET', '/switch', signedIn, switchPage),
  route('POST', '/switch', signedIn, switchPost),
  route('GET', '/schools/new', administrator, newSchoolPage),
  route('POST', '/schools', administrator, newSchoolPost),
];
