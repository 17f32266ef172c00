namespace VteBridge.Simulator.Vte.Sql;

internal sealed record ResultColumn(string Name, SqlType Type);
