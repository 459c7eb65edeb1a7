/** Words of the area "inbox". */
export const inbox = {} as const
