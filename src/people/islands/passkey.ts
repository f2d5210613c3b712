/**
 * Passkeys need a script: the browser has no form field for them. A form with data-passkey asks the server for
 * options, lets the device answer, puts the answer into its field and is sent like any other form.
 */

interface Descriptor {
  id: string;
  type: 'public-key';
  transports?: AuthenticatorTransport[];
}
interface OptionsJson {
  challenge: string;
  rp?: PublicKeyCredentialRpEntity;
  rpId?: string;
  user?: { id: string; name: string; displayName: string };
  pubKeyCredParams?: PublicKeyCredentialParameters[];
  timeout?: number;
  userVerification?: UserVerificationRequirement;
  authenticatorSelection?: AuthenticatorSelectionCriteria;
  attestation?: AttestationConveyancePreference;
  allowCredentials?: Descriptor[];
  excludeCredentials?: Descriptor[];
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
function text(buffer: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
const described = (list: Descriptor[] = []) =>
  list.map((each) => ({ ...each, id: bytes(each.id) }));

async function make(json: OptionsJson): Promise<object> {
  const credential = (await navigator.credentials.create({
    publicKey: {
      ...json,
      challenge: bytes(json.challenge),
      user: { ...json.user, id: bytes(json.user?.id ?? '') },
      excludeCredentials: described(json.excludeCredentials),
    } as PublicKeyCredentialCreationOptions,
  })) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAttestationResponse;
  return answer(credential, {
    attestationObject: text(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  });
}

async function ask(json: OptionsJson): Promise<object> {
  const credential = (await navigator.credentials.get({
    publicKey: {
      ...json,
      challenge: bytes(json.challenge),
      allowCredentials: described(json.allowCredentials),
    } as PublicKeyCredentialRequestOptions,
  })) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAssertionResponse;
  return answer(credential, {
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    ...(response.userHandle ? { userHandle: text(response.userHandle) } : {}),
  });
}

function answer(credential: PublicKeyCredential, response: object): object {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
  };
}

async function run(form: HTMLFormElement): Promise<void> {
  const asked = await fetch(form.dataset.options ?? '', { method: 'POST' });
  if (!asked.ok) throw new Error(String(asked.status));
  const options = (await asked.json()) as OptionsJson;
  const made = await (form.dataset.passkey === 'make' ? make(options) : ask(options));
  const field = form.querySelector<HTMLInputElement>('input[name=passkey]');
  if (field) field.value = JSON.stringify(made);
  form.submit();
}

const SORRY: Record<string, string> = {
  InvalidStateError: 'This device has a passkey for Waymark already.',
  NotAllowedError: 'No passkey was used. Try again when you are ready.',
  '429': 'There were too many tries. Wait a few minutes, then try again.',
};

function tell(form: HTMLFormElement, error: unknown): void {
  const { name, message } = error as Error;
  const place = form.querySelector<HTMLElement>('[data-problem]');
  if (place) {
    place.textContent =
      SORRY[name] ?? SORRY[message] ?? 'The passkey could not be used. Try again.';
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
  if (!('PublicKeyCredential' in window)) break;
  form.hidden = false;
  let isBusy = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    run(form)
      .catch((error: unknown) => tell(form, error))
      .finally(() => {
        isBusy = false;
      });
  });
}
for (const place of document.querySelectorAll<HTMLElement>('[data-no-passkey]')) {
  place.hidden = 'PublicKeyCredential' in window;
}
