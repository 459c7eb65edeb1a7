/** What is kept of a webhook that is not made yet: what was typed for it, and the shape chosen for its first address. */
import { useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { z } from 'zod'
import { dialectIdSchema, type DialectId } from '#shared/contract/hook.ts'
import { dialects } from '#shared/dialects/index.ts'
import { useFormDraft } from '../form-draft.ts'
import type { HookFormValues } from '../hook-form.ts'
import { forgetDraft, keepDraft, readKept } from '../kept-draft.ts'

const SHAPE = 'hookline.hookShape.new'
const shapeSchema = z.object({ dialect: dialectIdSchema })
const usual: DialectId = dialects[0]?.id ?? 'any'

export interface CreateDraft {
  readonly cameBack: boolean
  readonly dialect: DialectId
  chooseDialect(dialect: DialectId): void
  /** To be called once the webhook is made, or thrown away. */
  forget(): void
}

export function useCreateDraft(form: UseFormReturn<HookFormValues>): CreateDraft {
  const draft = useFormDraft('new', form)
  const [dialect, setDialect] = useState(() => readKept(SHAPE, shapeSchema)?.dialect ?? usual)
  return {
    cameBack: draft.cameBack,
    dialect,
    chooseDialect: (next) => {
      keepDraft(SHAPE, { dialect: next })
      setDialect(next)
    },
    forget: () => {
      draft.forget()
      forgetDraft(SHAPE)
      setDialect(usual)
    },
  }
}
