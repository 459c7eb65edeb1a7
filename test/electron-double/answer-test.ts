/** What the test process may ask of main. */
import { app } from './app.ts'
import { receiveIpc } from './ipc.ts'
import { system } from './native.ts'
import { records } from './records.ts'
import { serve } from './session.ts'
import { testProcess } from './test-process.ts'
import { askWindowOpen, mayNavigate, tellPageEvent } from './web-contents.ts'

/** @param electron what a function of `app.evaluate` gets. */
export function answerTest(electron: object): void {
  testProcess.handle({
    evaluate: ({ source, arg }) => {
      const run = new Function('electron', 'arg', `return (${source})(electron, arg)`) as (...args: unknown[]) => unknown
      return run(electron, arg)
    },
    serve,
    mayNavigate: ({ window, url, isMainFrame }) => mayNavigate(window, url, isMainFrame),
    openedWindow: ({ window, url }) => void askWindowOpen(window, url),
    fromPage: ({ window, ...sent }) => {
      const record = records.get(window)
      if (!record) return
      const { message } = sent
      receiveIpc(record, message.type === 'context-menu' ? { ...sent, message: { ...message, params: withSpelling(message.params) } } : sent)
    },
    pageEvent: ({ window, event }) => tellPageEvent(window, event),
    hang: ({ window, hangs }) => void records.get(window)?.window.emit(hangs ? 'unresponsive' : 'responsive'),
    quit: () => app.quit(),
  })
}

const withSpelling = (params: Record<string, unknown>): Record<string, unknown> => ({ ...params, misspelledWord: system.misspelling?.word ?? '', dictionarySuggestions: system.misspelling?.suggestions ?? [] })
