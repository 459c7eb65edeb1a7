/** The one button: four looks, three heights, and a busy state that cannot be pressed twice. */
import './button.css'
import { LoaderCircle } from 'lucide-react'
import type { ComponentProps, MouseEvent } from 'react'

export interface ButtonLook {
  kind?: 'primary' | 'default' | 'quiet' | 'danger'
  size?: 'small' | 'default' | 'large'
}

export interface ButtonProps extends ComponentProps<'button'>, ButtonLook {
  /** Work that this button started is under way: it stays focused and ignores clicks. */
  busy?: boolean
}

export function Button({ kind, size, busy = false, className, children, onClick, type = 'button', ...rest }: ButtonProps) {
  const handleClick = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button
      {...rest}
      type={type}
      className={buttonClass({ kind, size }, className)}
      onClick={handleClick}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
    >
      <span className="btn__label">{children}</span>
      {busy && <LoaderCircle className="icon btn__busy" />}
    </button>
  )
}

/** The class names of a button's look, for a link that looks like one. */
export function buttonClass({ kind = 'default', size = 'default' }: ButtonLook, more = ''): string {
  return ['btn', kind !== 'default' && `btn--${kind}`, size !== 'default' && `btn--${size}`, more].filter(Boolean).join(' ')
}
