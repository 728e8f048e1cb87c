/** Names of the changes that a `sqitch.plan` holds, in its order: `name [dependencies] date planner # note` a line, `%` a pragma, `@` a tag. */
export function plannedChanges(plan: string): readonly string[] {
  return plan.split(/\r?\n/).flatMap((line) => /^\s*([^\s%@#][^\s]*)/.exec(line)?.[1] ?? []);
}
