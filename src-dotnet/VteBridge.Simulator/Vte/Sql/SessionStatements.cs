using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>SET and USE: the statements that only change the session.</summary>
internal static class SessionStatements
{
    /// <returns>Null for any other statement.</returns>
    public static SessionStep? TryCompile(TSqlStatement statement, string database) =>
        statement switch
        {
            SetCommandStatement set => new SessionStep(session =>
                set.Commands.OfType<GeneralSetCommand>().ToList().ForEach(each => Apply(each, session))
            ),
            SetTransactionIsolationLevelStatement { Level: not IsolationLevel.Snapshot } isolation => new SessionStep(
                session => session.IsolationLevel = isolation.Level.ToString()
            ),
            // SQL Server raises this error at the first read. VTE's database does not allow snapshot isolation.
            SetTransactionIsolationLevelStatement => throw new SqlFault(
                3952,
                $"Snapshot isolation transaction failed accessing database '{database}' because snapshot isolation is not allowed in this database. Use ALTER DATABASE to allow snapshot isolation."
            ),
            PredicateSetStatement { Options: SetOptions.NoCount } count => new SessionStep(session =>
                session.IsCountOff = count.IsOn
            ),
            UseStatement use => use.DatabaseName.Value.Equals(database, StringComparison.OrdinalIgnoreCase)
                ? new SessionStep(_ => { })
                : throw new SqlFault(
                    911,
                    $"Database '{use.DatabaseName.Value}' does not exist. Make sure that the name is entered correctly."
                ),
            _ => null,
        };

    private static void Apply(GeneralSetCommand command, Session session)
    {
        switch (command)
        {
            case { CommandType: GeneralSetCommandType.LockTimeout, Parameter: IntegerLiteral milliseconds }:
                session.LockTimeout = int.Parse(milliseconds.Value, CultureInfo.InvariantCulture);
                break;
            case { CommandType: GeneralSetCommandType.DeadlockPriority, Parameter: Literal priority }:
                session.DeadlockPriority = priority.Value.ToUpperInvariant();
                break;
            default:
                throw SqlFaults.NotSupported($"SET {command.CommandType} like this");
        }
    }
}
