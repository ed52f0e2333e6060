/** 0 done, 1 failed, 2 wrong input or usage, 130 interrupted with what was done kept. */
export type ExitCode = 0 | 1 | 2 | 130;
