using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>SET and USE: what changes the session and nothing else.</summary>
internal static class SessionStatements
{
    /// <returns>Null for a statement of another sort.</returns>
    public static SessionStep? TryCompile(TSqlStatement statement, string database) =>
        statement switch
        {
            SetCommandStatement set => new SessionStep(session =>
                set.Commands.OfType<GeneralSetCommand>().ToList().ForEach(each => Apply(each, session))
            ),
            SetTransactionIsolationLevelStatement isolation => Isolation(isolation, database),
            PredicateSetStatement predicate => Options(predicate),
            SetTextSizeStatement or SetStatisticsStatement or PrintStatement => new SessionStep(_ => { }),
            SetRowCountStatement { NumberRows: IntegerLiteral { Value: "0" } } => new SessionStep(_ => { }),
            UseStatement use => Use(use.DatabaseName.Value, database),
            _ => null,
        };

    private static SessionStep Use(string name, string database) =>
        name.Equals(database, StringComparison.OrdinalIgnoreCase)
            ? new SessionStep(_ => { })
            : throw new SqlFault(
                911,
                $"Database '{name}' does not exist. Make sure that the name is entered correctly."
            );

    private static SessionStep Isolation(SetTransactionIsolationLevelStatement statement, string database)
    {
        if (statement.Level == IsolationLevel.Snapshot)
            throw SnapshotNotAllowed(database);
        return new SessionStep(session => session.IsolationLevel = statement.Level.ToString());
    }

    /// <summary>SQL Server says it at the first read; a database has to be altered to allow it, and VTE's is not.</summary>
    public static SqlFault SnapshotNotAllowed(string database) =>
        new(
            3952,
            $"Snapshot isolation transaction failed accessing database '{database}' because snapshot isolation is not allowed in this database. Use ALTER DATABASE to allow snapshot isolation."
        );

    private static SessionStep Options(PredicateSetStatement statement)
    {
        const SetOptions ChangesAnswers =
            SetOptions.AnsiNulls
            | SetOptions.ConcatNullYieldsNull
            | SetOptions.QuotedIdentifier
            | SetOptions.ParseOnly
            | SetOptions.NoExec;
        var isOddState = statement.IsOn == (statement.Options & (SetOptions.ParseOnly | SetOptions.NoExec)) > 0;
        if ((statement.Options & ChangesAnswers) > 0 && isOddState)
            throw SqlFaults.NotSupported($"SET {statement.Options} {(statement.IsOn ? "ON" : "OFF")}");
        return new SessionStep(session =>
        {
            if (statement.Options.HasFlag(SetOptions.NoCount))
                session.IsCountOff = statement.IsOn;
            if (statement.Options.HasFlag(SetOptions.FmtOnly))
                session.IsMetadataOnly = statement.IsOn;
        });
    }

    private static void Apply(GeneralSetCommand command, Session session)
    {
        var sign = command.Parameter is UnaryExpression { UnaryExpressionType: UnaryExpressionType.Negative }
            ? "-"
            : "";
        var value = sign + Literal(command.Parameter);
        switch (command.CommandType)
        {
            case GeneralSetCommandType.LockTimeout:
                session.LockTimeout = int.Parse(value, CultureInfo.InvariantCulture);
                break;
            case GeneralSetCommandType.DeadlockPriority:
                session.DeadlockPriority = value.ToUpperInvariant();
                break;
            case GeneralSetCommandType.DateFormat when value.Equals("mdy", StringComparison.OrdinalIgnoreCase):
            case GeneralSetCommandType.DateFirst when value == "7":
            case GeneralSetCommandType.Language when value.Equals("us_english", StringComparison.OrdinalIgnoreCase):
            case GeneralSetCommandType.ContextInfo:
            case GeneralSetCommandType.QueryGovernorCostLimit:
                break;
            default:
                throw SqlFaults.NotSupported($"SET {command.CommandType} {value}");
        }
    }

    private static string Literal(ScalarExpression? expression) =>
        expression switch
        {
            UnaryExpression unary => Literal(unary.Expression),
            Literal literal => literal.Value,
            _ => throw SqlFaults.NotSupported("a SET whose value is not a literal"),
        };
}
