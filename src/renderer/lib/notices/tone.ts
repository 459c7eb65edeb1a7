/** The short sound of a notification: made, not loaded, so that there is nothing to fetch. */

const VOLUME = 0.12
let context: AudioContext | undefined

/** Two soft notes, a third of a second. A browser stays silent until something was pressed in the page. */
export function playTone(): void {
  context ??= new AudioContext()
  void context.resume()
  playNote(context, 659.26, 0)
  playNote(context, 880, 0.12)
}

function playNote(audio: AudioContext, hertz: number, afterSeconds: number): void {
  const start = audio.currentTime + afterSeconds
  const gain = audio.createGain()
  gain.gain.setValueAtTime(0, start)
  gain.gain.linearRampToValueAtTime(VOLUME, start + 0.02)
  gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.22)
  const tone = audio.createOscillator()
  tone.frequency.value = hertz
  tone.connect(gain).connect(audio.destination)
  tone.start(start)
  tone.stop(start + 0.24)
}
