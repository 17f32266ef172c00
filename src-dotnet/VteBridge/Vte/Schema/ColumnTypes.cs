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
                $"is of type {column.Type}; a time is read from datetime, datetime2, smalldatetime or date. {Instead(logical)}",
            // A GUID as text can be written in many ways, and nobody could say which one the next page has to begin with.
            "Run.Id" when column.Type != "uniqueidentifier" =>
                $"is of type {column.Type}; a run's id is a uniqueidentifier. {Instead(logical)}",
            _ => null,
        };

    private static string Instead(LogicalColumn logical) =>
        $"Name such a column in Vte:Columns:{logical.Name}, or a view that has one in Vte:Tables:{logical.Table}.";
}
