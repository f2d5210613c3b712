import { accessibilityPage, privacyPage } from '../account/pages/about.js';
import { EVERY_ROLE } from '../platform/access/member.js';
import {
  administrator,
  anyone,
  leaders,
  members,
  type Route,
  route,
  signedIn,
} from '../platform/access/route.js';
import { handoverPage } from '../record/pages/handover.js';
import { historyExport, historyPage } from '../record/pages/history.js';
import { myDataCopy, myDataErase, myDataPage } from '../record/pages/my-data.js';
import { answerPost, requestPost, requestsPage } from '../record/pages/requests.js';
import { retentionApply, retentionPage, retentionPost } from '../record/pages/retention.js';
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
import type { Permissions } from './permissions.js';

const everyMember = members(...EVERY_ROLE);

/** Every URL of organisations, memberships, invitations and personal links. */
export const organisationRoutes = (permissions: Permissions): Route[] => [
  route('GET', '/people', everyMember, peoplePage(permissions)),
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
  route('GET', '/people/:person', leaders, memberPage),
  route('POST', '/people/:person/role', leaders, changeMemberPost),
  route('POST', '/people/:person/remove', everyMember, removeMemberPost),
  route('POST', '/people/:person/restore', leaders, restoreMemberPost),
  route('GET', '/invitations/:token', anyone, invitationPage),
  route('POST', '/invitations/:token', anyone, invitationPost),
  route('GET', '/join/:token', anyone, joinPage),
  route('POST', '/join/:token', anyone, joinPost),
  route('GET', '/leave', anyone, leavePage),
  route('POST', '/leave', anyone, leavePost),
  route('GET', '/school', everyMember, schoolPage),
  route('POST', '/school', leaders, schoolPost),
  route('GET', '/history', leaders, historyPage),
  route('POST', '/history/export', leaders, historyExport),
  route('GET', '/handover', leaders, handoverPage),
  route('GET', '/requests', leaders, requestsPage),
  route('POST', '/requests', leaders, requestPost),
  route('POST', '/requests/:id/answer', leaders, answerPost),
  route('GET', '/retention', leaders, retentionPage),
  route('POST', '/retention', leaders, retentionPost),
  route('POST', '/retention/apply', leaders, retentionApply),
  route('GET', '/account/data', signedIn, myDataPage),
  route('POST', '/account/data/copy', signedIn, myDataCopy),
  route('POST', '/account/data/erase', signedIn, myDataErase),
  route('GET', '/accessibility', anyone, accessibilityPage),
  route('GET', '/privacy', anyone, privacyPage),
  route('GET', '/switch', signedIn, switchPage),
  route('POST', '/switch', signedIn, switchPost),
  route('GET', '/schools/new', administrator, newSchoolPage),
  route('POST', '/schools', administrator, newSchoolPost),
];
