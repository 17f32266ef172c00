namespace VteBridge.Vte.Schema;

/// <summary>One row of INFORMATION_SCHEMA.COLUMNS. Length is in characters or bytes, -1 for (max); Precision is that of times.</summary>
internal sealed record TableColumn(string Table, string Name, string Type, int? Length, int? Precision);
