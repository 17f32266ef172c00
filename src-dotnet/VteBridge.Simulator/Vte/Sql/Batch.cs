namespace VteBridge.Simulator.Vte.Sql;

/// <summary>A compiled batch: its statements and the variables it declares by itself.</summary>
internal sealed record Batch(IReadOnlyList<Step> Steps, IReadOnlyDictionary<string, SqlType> Variables);

/// <summary>One statement of a batch, ready to run.</summary>
internal abstract record Step;

/// <param name="Assignments">The variables that the columns of the last row go to; empty for a query that answers with rows.</param>
internal sealed record QueryStep(
    string Sqlite,
    IReadOnlyList<ResultColumn> Columns,
    IReadOnlyList<Input> Inputs,
    IReadOnlyCollection<string> Tables,
    IReadOnlyList<string> Assignments
) : Step;

/// <summary>A statement that only changes the session: SET, USE, BEGIN TRANSACTION and the like.</summary>
internal sealed record SessionStep(Action<Session> Change) : Step;

/// <summary>WAITFOR DELAY.</summary>
internal sealed record WaitStep(TimeSpan Delay) : Step;

/// <summary>A change of the data or the schema, for logins that may.</summary>
internal sealed record WriteStep(IReadOnlyList<string> Sqlite, IReadOnlyList<Input> Inputs) : Step;
