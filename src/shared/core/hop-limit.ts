/** A message that came of this many deliveries sets off no more: two programs that answer each other would never end. */
export const HOP_LIMIT = 5
