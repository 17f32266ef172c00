namespace VteBridge.Simulator.Vte.Sql;

internal sealed record ColumnDefinition(string Name, SqlType Type, bool IsNullable = true, bool IsIdentity = false)
{
    public string Sqlite { get; } = SqliteName.Quote(Name);
}
