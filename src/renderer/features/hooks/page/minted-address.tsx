/** An address right after it was made: the address, Copy, and a command to try it. For dialogs; shown once. */
import { useState } from 'react'
import type { MintedAddress } from '#shared/contract/hook.ts'
import { BaseChoice } from '../base-choice.tsx'
import { SecretOnce } from '../create/secret-once.tsx'
import { SnippetsCard } from '../create/snippets-card.tsx'
import { useMinted } from '../use-base.ts'

export function MintedAddressView({ address, hookName }: { address: MintedAddress; hookName: string }) {
  const [hidden, setHidden] = useState(false)
  const { url, pin } = useMinted(address)
  return (
    <div className="dialog__body">
      <div>
        <BaseChoice />
        <SecretOnce url={url} hidden={hidden} onHiddenChange={setHidden} />
      </div>
      <SnippetsCard hookName={hookName} dialect={address.dialect} url={url} pin={pin} hidden={hidden} onReveal={() => setHidden(false)} />
    </div>
  )
}
