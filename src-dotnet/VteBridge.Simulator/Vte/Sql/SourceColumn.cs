namespace VteBridge.Simulator.Vte.Sql;

internal sealed record SourceColumn(string Name, Typed Value);
