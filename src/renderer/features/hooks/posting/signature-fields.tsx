/** How requests must be signed, with what to do at the sender. */
import { contentKindSchema, signatureRuleSchema, signatureSchemeSchema } from '#shared/contract/hook-rules.ts'
import { schemeNames } from '#shared/core/signature-secret.ts'
import { Select } from '#renderer/ui/select.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { t } from '#renderer/text/i18n.ts'
import { isTimed, type RulesErrors, type RulesValues } from './rules-form.ts'

export const kinds = contentKindSchema.options
const { algorithm, encoding } = signatureRuleSchema.shape

export interface SignatureFieldsProps {
  value: RulesValues['signature']
  errors: RulesErrors
  onChange: (changed: Partial<RulesValues['signature']>) => void
}

export function SignatureFields({ value, errors, onChange }: SignatureFieldsProps) {
  return (
    <>
      <Select label={t('posting:signature')} hint={t(`posting:hint.${value.scheme}`)} value={value.scheme} onChange={({ target }) => onChange({ scheme: signatureSchemeSchema.parse(target.value) })}>
        {signatureSchemeSchema.options.map((scheme) => (
          <option key={scheme} value={scheme}>
            {scheme === 'none' ? t('posting:unsigned') : scheme === 'hmac' ? t('posting:ownHmac') : schemeNames[scheme]}
          </option>
        ))}
      </Select>
      {isTimed(value.scheme) && (
        <TextField label={t('posting:tolerance')} hint={t('posting:toleranceHint')} error={errors.toleranceSeconds} inputMode="numeric" value={value.toleranceSeconds} onChange={({ target }) => onChange({ toleranceSeconds: target.value })} />
      )}
      {value.scheme === 'hmac' && (
        <>
          <TextField label={t('posting:header')} error={errors.header} value={value.header} onChange={({ target }) => onChange({ header: target.value })} />
          <TextField label={t('posting:prefix')} optional hint={t('posting:prefixHint')} error={errors.prefix} value={value.prefix} onChange={({ target }) => onChange({ prefix: target.value })} />
          <Select label={t('posting:algorithm')} value={value.algorithm} onChange={({ target }) => onChange({ algorithm: algorithm.unwrap().parse(target.value) })}>
            {algorithm.unwrap().options.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </Select>
          <Select label={t('posting:encoding')} value={value.encoding} onChange={({ target }) => onChange({ encoding: encoding.unwrap().parse(target.value) })}>
            {encoding.unwrap().options.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </Select>
        </>
      )}
    </>
  )
}
