/** 0: nothing is refused. 1: refused, or undetermined with the policy `fail`. 2: the check could not run. */
export type ExitStatus = 0 | 1 | 2;
