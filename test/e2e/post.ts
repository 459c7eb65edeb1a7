/** Posts as a tool would. */

/** @returns the answer's status; a string is sent as it is. */
export async function post(url: string, payload: unknown, headers: Record<string, string> = {}): Promise<number> {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const answer = await fetch(url, { method: 'POST', body, headers })
  await answer.arrayBuffer()
  return answer.status
}
