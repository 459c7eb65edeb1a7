/** Name and picture that a webhook shows, behind "More": most tools bring their own. Where the settings allow none, it says so. */
import './hook-form.css'
import { ChevronRight, CircleSlash } from 'lucide-react'
import { useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { Link } from 'wouter'
import { settingsPath } from '#renderer/lib/format/channel-path.ts'
import { useSession } from '#renderer/lib/data/queries.ts'
import { TextField } from '#renderer/ui/text-field.tsx'
import { t } from '#renderer/text/i18n.ts'
import type { HookFormValues } from './hook-form.ts'
import { useOverrides } from './queries.ts'

export function HookAppearanceFields({ form }: { form: UseFormReturn<HookFormValues> }) {
  const { errors } = form.formState
  const allowed = useOverrides()
  const [opened, setOpened] = useState(() => form.getValues('username') !== '' || form.getValues('picture') !== '')
  // An error must never hide inside.
  const isOpen = opened || errors.username !== undefined || errors.picture !== undefined
  return (
    <details className="more" open={isOpen} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>
        <ChevronRight className="icon icon--14" />
        {t('hooks:appearance')}
      </summary>
      <div className="more__in">
        {allowed.username ? (
          <TextField label={t('hooks:username')} optional hint={t('hooks:usernameHint')} error={errors.username?.message} {...form.register('username')} />
        ) : (
          <Forbidden label={t('hooks:username')} why={t('hooks:usernameOff')} />
        )}
        {allowed.icon ? (
          <TextField
            label={t('hooks:picture')}
            optional
            placeholder={t('hooks:picturePlaceholder')}
            hint={t('hooks:pictureHint')}
            error={errors.picture?.message}
            {...form.register('picture')}
          />
        ) : (
          <Forbidden label={t('hooks:picture')} why={t('hooks:pictureOff')} />
        )}
      </div>
    </details>
  )
}

/** In the place of the field; what stood in it is kept. */
function Forbidden({ label, why }: { label: string; why: string }) {
  const mayChange = useSession().data?.may.changeSettings === true
  return (
    <div className="formfield">
      <p className="label">{label}</p>
      <p className="forbidden">
        <CircleSlash className="icon icon--14" />
        <span>
          {why} {mayChange && <Link href={settingsPath('integrations')}>{t('hooks:overridesWhere')}</Link>}
        </span>
      </p>
    </div>
  )
}
