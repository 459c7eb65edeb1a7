/** An address right after it was made: the address, Copy, and a command to try it. For dialogs; shown once. */
import { useState } from 'react'
import type { MintedAddress } from '#shared/contract/hook.ts'
import { SecretOnce } from '../create/secret-once.tsx'
import { SnippetsCard } from '../create/snippets-card.tsx'

export function MintedAddressView({ address, hookName }: { address: MintedAddress; hookName: string }) {
  const [hidden, setHidden] = useState(false)
  return (
    <div className="dialog__body">
      <div>
        <SecretOnce url={address.url} hidden={hidden} onHiddenChange={setHidden} />
      </div>
      <SnippetsCard hookName={hookName} dialect={address.dialect} url={address.url} hidden={hidden} onReveal={() => setHidden(false)} />
    </div>
  )
}
