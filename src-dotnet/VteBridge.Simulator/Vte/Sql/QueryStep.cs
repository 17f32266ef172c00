namespace VteBridge.Simulator.Vte.Sql;

/// <param name="Assignments">The variables that the columns of the last row go to; empty for a query that answers with rows.</param>
internal sealed record QueryStep(
    string Sqlite,
    IReadOnlyList<ResultColumn> Columns,
    IReadOnlyList<Input> Inputs,
    IReadOnlyCollection<string> Tables,
    IReadOnlyList<string> Assignments
) : Step;
