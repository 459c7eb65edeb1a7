/** The time that a sender writes beside a footer: seconds, as Mattermost and Slack have it, or the smaller parts that programs write by mistake. */

/** Seconds of the year 5138, milliseconds of 1973: no tool means either. */
const MOST_SECONDS = 1e11

/** In milliseconds; NaN for what is no number. */
export function stampMs(ts: string | number): number {
  let ms = Number(ts) * 1000
  // Milliseconds, microseconds and nanoseconds, one after the other.
  while (Number.isFinite(ms) && Math.abs(ms) >= MOST_SECONDS * 1000) ms /= 1000
  return ms
}
