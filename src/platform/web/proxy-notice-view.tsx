import type { FC } from './html.js';
import { proxyNotice } from './proxy-notice.js';
import type { RequestContext } from './request-context.js';

/** For pages of whoever looks after the installation. */
export const ProxyNotice: FC<{ request: RequestContext }> = ({ request }) => {
  const notice = proxyNotice(request.context.config);
  return notice ? (
    <aside class="notice doubt section" aria-label="About the proxy">
      <div>
        <p>{notice}</p>
      </div>
    </aside>
  ) : null;
};
