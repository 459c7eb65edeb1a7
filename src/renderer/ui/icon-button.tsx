/** A button that shows only an icon; its label is spoken and shown as a tooltip. */
import './button.css'
import type { ComponentProps } from 'react'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'title'> {
  label: string
  size?: 'small' | 'default'
}

export function IconButton({ label, size = 'default', className = '', type = 'button', ...rest }: IconButtonProps) {
  return <button {...rest} type={type} aria-label={label} title={label} className={`iconbtn ${size === 'small' ? 'iconbtn--small' : ''} ${className}`} />
}
