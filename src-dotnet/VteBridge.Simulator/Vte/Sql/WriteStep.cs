namespace VteBridge.Simulator.Vte.Sql;

/// <summary>A change of the data or the schema, for logins that may.</summary>
internal sealed record WriteStep(IReadOnlyList<string> Sqlite, IReadOnlyList<Input> Inputs) : Step;
