/** What leaves one behind the other, decided on the sending thread: the next of a run is sent when the one before was accepted, without asking the dispatcher. */
import type { Parcel, Sent } from './send-parcel.ts'
import type { Place } from './start-sender.ts'

interface Handed {
  readonly parcel: Parcel
  /** Begins with this one, if it has a number. */
  readonly run: number | undefined
  /** Behind another. */
  readonly place: Place | undefined
}

export interface Runs {
  /** @param done called once, in the order of the run; with undefined when it was not sent. */
  add(handed: Handed, done: (sent: Sent | undefined) => void): void
}

interface Waiting {
  readonly parcel: Parcel
  readonly asOf: number
  readonly since: number
  readonly done: (sent: Sent | undefined) => void
}

interface Run {
  isBusy: boolean
  /** One was not accepted or not sent: what comes behind it must not leave. */
  isOver: boolean
  waiting: Waiting[]
}

/** Runs that are remembered. One behind a run that is forgotten is not sent, which is always right. */
const KEPT = 1024

/** @param isCurrent whether nothing was forgotten since then. */
export function createRuns(send: (parcel: Parcel) => Promise<Sent>, isCurrent: (asOf: number) => boolean): Runs {
  const runs = new Map<number, Run>()

  function begin(number: number): Run {
    const run: Run = { isBusy: false, isOver: false, waiting: [] }
    runs.set(number, run)
    const [oldest] = runs.keys()
    if (runs.size > KEPT && oldest !== undefined) runs.delete(oldest)
    return run
  }

  function start(run: Run, parcel: Parcel, done: Waiting['done']): void {
    run.isBusy = true
    void send(parcel).then((sent) => {
      run.isBusy = false
      run.isOver = sent.attempt.problem !== null
      done(sent)
      proceed(run)
    })
  }

  function proceed(run: Run): void {
    const next = run.isBusy ? undefined : run.waiting.shift()
    if (!next) return
    run.isOver ||= !isCurrent(next.asOf)
    if (!run.isOver) return start(run, startedNow(next), next.done)
    next.done(undefined)
    proceed(run)
  }

  return {
    add({ parcel, run: number, place }, done) {
      if (!place) return start(number === undefined ? alone() : begin(number), parcel, done)
      const run = runs.get(place.run)
      if (!run) return done(undefined)
      run.waiting.push({ parcel, asOf: place.asOf, since: performance.now(), done })
      proceed(run)
    },
  }
}

const alone = (): Run => ({ isBusy: false, isOver: false, waiting: [] })

/** Its time is when it leaves, not when it was handed over. */
function startedNow({ parcel, since }: Waiting): Parcel {
  return { ...parcel, at: parcel.at + Math.floor(performance.now() - since) }
}
