namespace VteBridge.Simulator.Vte.Sql;

/// <summary>A query in SQLite's SQL; its columns are named c0, c1, … there.</summary>
internal sealed record CompiledQuery(string Sql, IReadOnlyList<ResultColumn> Columns);
