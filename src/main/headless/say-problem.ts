/** Problems of deliveries as commands print them: a sentence in place of the code and its detail, and the code beside it for scripts. */
import type { Problem, ProblemCode } from '#shared/contract/delivery.ts'

const sentences: Readonly<Record<ProblemCode, (detail: string) => string>> = {
  answered: (status) => `The receiver answered ${status}.`,
  redirected: (status) => `The receiver answered ${status}, a redirect: those are not followed. Give its final address.`,
  private_address: (hostPort) => `${hostPort} is not on the public internet. If it is a program of yours, allow it: --allow ${hostPort}`,
  own_address: (hostPort) => `${hostPort} is Hookline itself: nothing is sent there.`,
  no_address: (host) => `${host} has no address.`,
  bad_address: () => 'Only http:// and https:// addresses without name and password are sent to.',
  connection_refused: () => 'Nothing answers at this address: the connection was refused.',
  unknown_host: () => 'There is no host of this name.',
  lookup_failed: () => 'The name of the host could not be looked up.',
  connection_closed: () => 'The receiver closed the connection before it answered.',
  connect_timeout: () => 'The receiver did not take the connection in time.',
  answer_timeout: (seconds) => `The receiver did not finish its answer within ${seconds} s.`,
  certificate_expired: () => "The receiver's certificate has expired.",
  certificate_self_signed: () => "The receiver's certificate is self-signed.",
  certificate_other_host: () => "The receiver's certificate is for another host.",
  request_failed: (why) => `The request failed${why === '' ? '' : ` (${why})`}.`,
  webhook_deleted: () => 'Its outgoing webhook was deleted.',
  webhook_off: () => 'Its outgoing webhook was switched off.',
  address_removed: () => 'This address was taken off the outgoing webhook.',
  channel_removed: () => 'The outgoing webhook does not listen to this channel any more.',
  event_removed: () => 'The outgoing webhook does not tell of this kind of event any more.',
  owner_left: (username) => `${username}, who owns the outgoing webhook, is not in the channel any more.`,
  consent_withdrawn: () => 'The consent to send this was taken back.',
  message_deleted: () => 'The message was deleted before this could be sent.',
  nothing_on_record: () => 'What it tells of is not on record any more.',
  loop: (hops) => `This message came of ${hops} deliveries, one after another: a loop is ended here.`,
}

export const sayProblem = ({ code, detail }: Problem): string => sentences[code](detail)

/** `lastProblem` of a delivery or of the health. */
export function withLastProblem<T extends { readonly lastProblem: Problem | null }>({ lastProblem, ...rest }: T) {
  return { ...rest, lastProblem: lastProblem && sayProblem(lastProblem), lastProblemCode: lastProblem && lastProblem.code }
}

/** `problem` of an attempt. */
export function withProblem<T extends { readonly problem: Problem | null }>({ problem, ...rest }: T) {
  return { ...rest, problem: problem && sayProblem(problem), problemCode: problem && problem.code }
}
