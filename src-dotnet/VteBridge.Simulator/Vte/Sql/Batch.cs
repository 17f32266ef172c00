namespace VteBridge.Simulator.Vte.Sql;

/// <summary>A compiled batch: its statements and the variables it declares by itself.</summary>
internal sealed record Batch(IReadOnlyList<Step> Steps, IReadOnlyDictionary<string, SqlType> Variables);
