/** Shows what I want before the server has agreed, and what is true again once it refused: also after several quick clicks that were all refused. */

export interface Wish<V, A> {
  /** What is changed. Wishes of one name follow each other. */
  readonly name: string
  /** What stands there now. */
  readonly before: V
  readonly wanted: V
  readonly show: (value: V) => void
  readonly call: () => Promise<A>
  /** What an answer says that it is now. */
  readonly said: (answer: A) => V
}

interface Line {
  calls: number
  /** What the server has, as far as is known: what stood there before the first wish, or what the last answer said. */
  truth: unknown
  /** Which wish that answer was for. */
  answered: number
  last: number
}

const underWay = new Map<string, Line>()

/** A later wish stands until it has its own answer. @throws what the call throws. */
export async function showAtOnce<V, A>({ name, before, wanted, show, call, said }: Wish<V, A>): Promise<A> {
  const line = underWay.get(name) ?? { calls: 0, truth: before, answered: 0, last: 0 }
  underWay.set(name, line)
  line.calls += 1
  const own = (line.last += 1)
  show(wanted)
  try {
    const answer = await call()
    if (own > line.answered) Object.assign(line, { truth: said(answer), answered: own })
    return answer
  } finally {
    line.calls -= 1
    if (line.calls === 0) {
      underWay.delete(name)
      show(line.truth as V)
    }
  }
}
