/**
 * Copies what a page shows once. Over plain HTTP browsers give no clipboard to scripts: then the text is selected, so
 * that the keys for copying take it.
 */
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copies]')) {
  const source = document.getElementById(button.dataset.copies ?? '');
  const status = button.nextElementSibling;
  if (!source || !status) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    status.textContent = '';
    const isCopied = await copy(source);
    status.textContent = isCopied ? 'Copied' : 'Selected: press Ctrl+C, on a Mac ⌘C, to copy it';
  });
}

async function copy(source: HTMLElement): Promise<boolean> {
  const text = source instanceof HTMLInputElement ? source.value : source.innerText.trim();
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    select(source);
    return false;
  }
}

function select(source: HTMLElement): void {
  if (source instanceof HTMLInputElement) {
    source.focus();
    source.select();
  } else getSelection()?.selectAllChildren(source);
}

export {};
