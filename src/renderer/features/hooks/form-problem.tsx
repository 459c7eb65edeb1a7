/** Why a form was not taken, when that is about no single field. */
import './hook-form.css'
import { CircleAlert } from 'lucide-react'

export function FormProblem({ message }: { message: string | undefined }) {
  if (message === undefined) return null
  return (
    <p className="hookform__problem" role="alert">
      <CircleAlert className="icon" />
      <span>{message}</span>
    </p>
  )
}
