const NOT_PARSED = 'no parser gives it';
const INTERNAL = 'Postgres makes it for itself';

/** Entries of the effects tables that no server can be asked about, and why. */
export const WITHOUT_CASE: ReadonlyMap<string, string> = new Map([
  ['SecLabelStmt', 'a label needs a provider, a library that comes with no server'],
  ['RawStmt', NOT_PARSED],
  ['ReplicaIdentityStmt', NOT_PARSED],
  ['ReturnStmt', NOT_PARSED],
  ['SetOperationStmt', NOT_PARSED],
  ['PLAssignStmt', NOT_PARSED],
  ['AT_AddColumnToView', INTERNAL],
  ['AT_CookedColumnDefault', INTERNAL],
  ['AT_AddIndex', INTERNAL],
  ['AT_AddIndexConstraint', INTERNAL],
  ['AT_ReAddIndex', INTERNAL],
  ['AT_ReAddConstraint', INTERNAL],
  ['AT_ReAddDomainConstraint', INTERNAL],
  ['AT_ReAddComment', INTERNAL],
  ['AT_ReAddStatistics', INTERNAL],
  ['AT_ReplaceRelOptions', INTERNAL],
]);
