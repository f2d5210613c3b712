import { anyone, type Route, route, signedIn } from './access.js';
import { setUpPage, setUpPost } from './pages/set-up.js';
import { signInPage, signInPost, signOutPost } from './pages/sign-in.js';

/** Every URL of the people's room. */
export const peopleRoutes: Route[] = [
  route('GET', '/set-up', anyone, setUpPage),
  route('POST', '/set-up', anyone, setUpPost),
  route('GET', '/sign-in', anyone, signInPage),
  route('POST', '/sign-in', anyone, signInPost),
  route('POST', '/sign-out', signedIn, signOutPost),
];
