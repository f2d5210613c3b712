/** One's own data: a copy of all of it, and its erasure. */

import { GRAVE_MINUTES, requireStepUp } from '../../account/step-up.js';
import type { SignedIn } from '../../platform/access/route.js';
import { jsonInParts } from '../../platform/in-parts.js';
import type { Problem } from '../../platform/problems.js';
import { invalid } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Choices, Form, FormPage, Submit } from '../../platform/web/fields.js';
import { expected, one, readForm } from '../../platform/web/form.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { erasePerson, exportPerson } from '../data-protection.js';

/** GET /account/data */
export function myDataPage(c: Ctx): Promise<Response> {
  return show(c);
}

function show(c: Ctx, problem?: Problem): Promise<Response> {
  const request = c.get('request');
  return send(
    c,
    <FormPage request={request} title="Your data" problem={problem}>
      <Heading
        eyebrow={<a href="/account">Your account</a>}
        lead="You can see what Waymark keeps about you, download it or have it erased."
      >
        Your data
      </Heading>
      <section class="section measure">
        <h2>Download a copy</h2>
        <p>
          Everything we keep about you, as a file that other programs can read. It does not include
          passwords or keys.
        </p>
        <Form action="/account/data/copy" key_={request.context.id()}>
          <Submit isSecondary>Download a copy</Submit>
        </Form>
      </section>
      <section class="section measure">
        <h2>Erase your account</h2>
        <p>
          Your name, email address and ways to sign in are deleted permanently. What you wrote stays
          with your school, under your role, for example “Former contributor”. The history keeps
          what was done, but not your name.
        </p>
        <p>
          Where a colleague wrote your full name, it is replaced by your role. First names, former
          names and text inside uploaded documents are not changed. Ask your colleagues to change
          those.
        </p>
        <Form action="/account/data/erase" key_={request.context.id()}>
          <Choices
            name="sure"
            label="Are you sure?"
            kind="checkboxes"
            choices={[
              { value: 'yes', label: 'Yes, erase my account. I know this cannot be undone' },
            ]}
            problem={problem}
          />
          <Submit isWarning>Erase my account</Submit>
        </Form>
      </section>
    </FormPage>,
    problem?.status ?? 200,
  );
}

/** POST /account/data/copy */
export async function myDataCopy(c: Ctx, actor: SignedIn): Promise<Response> {
  requireStepUp(c.get('request'), GRAVE_MINUTES);
  const data = await exportPerson(c.get('request').context, actor.person.id);
  return c.body(await jsonInParts(data), 200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': 'attachment; filename="waymark-my-data.json"',
  });
}

/** POST /account/data/erase */
export async function myDataErase(c: Ctx, actor: SignedIn): Promise<Response> {
  requireStepUp(c.get('request'), GRAVE_MINUTES);
  const typed = await readForm(c);
  try {
    if (one(typed, 'sure') !== 'yes') {
      const sentence = 'Confirm that you are sure';
      throw invalid('person.unsure', `${sentence}.`, { sure: sentence });
    }
    const by = { person: actor.person.id, channel: 'page' } as const;
    await erasePerson(c.get('request').context, actor.person.id, by);
  } catch (error) {
    return show(c, expected(error));
  }
  return goTo(c, '/sign-in', 'Account erased.');
}
