namespace VteBridge.Simulator.Vte.Sql;

/// <summary>One statement of a compiled batch, ready to run.</summary>
internal abstract record Step;

internal sealed record QueryStep(
    string Sqlite,
    IReadOnlyList<ResultColumn> Columns,
    IReadOnlyList<Input> Inputs,
    IReadOnlyCollection<string> Tables
) : Step;

/// <summary>A statement that only changes the session: SET, USE and the like.</summary>
internal sealed record SessionStep(Action<Session> Change) : Step;
