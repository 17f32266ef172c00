namespace VteBridge.Vte.Schema;

/// <summary>
/// Which types the columns may have by which VTE is walked: rows are ordered by them and found again, so what they
/// hold must come back to the server as it was. Every other column may be of any type.
/// </summary>
internal static class ColumnTypes
{
    /// <summary>Why the column cannot be used, and what to do, to follow its name; null when it can.</summary>
    public static string? Unfit(LogicalColumn logical, TableColumn column) =>
        logical.Name switch
        {
            "Run.Timestamp" or "Repair.Timestamp" or "RepairAction.Timestamp" when !column.IsTime =>
                $"is of type {column.Type}; a time is read from datetime, datetime2, smalldatetime or date. "
                    + $"Name such a column in Vte:Columns:{logical.Name}, or a view that has one in Vte:Tables:{logical.Table}.",
            "Run.Id" when column.Type != "uniqueidentifier" && !IsGuidText(column) =>
                $"is of type {column.Type}; reports get their ids from a uniqueidentifier (or from 32, 36 or 38 characters whose case does not count). "
                    + $"Name such a column in Vte:Columns:{logical.Name}, or a view that has one in Vte:Tables:{logical.Table}.",
            _ => null,
        };

    /// <summary>With another length nobody could say how the GUIDs are written, and where case counts, in which.</summary>
    private static bool IsGuidText(TableColumn column) =>
        column.IsText
        && column.Length is 32 or 36 or 38
        && column.Collation?.Contains("_CS", StringComparison.OrdinalIgnoreCase) != true
        && column.Collation?.Contains("_BIN", StringComparison.OrdinalIgnoreCase) != true;
}
