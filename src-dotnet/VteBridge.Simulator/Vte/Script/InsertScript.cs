namespace VteBridge.Simulator.Vte.Script;

/// <summary>A plant as INSERT statements for a real SQL Server that has the schema already.</summary>
internal static class InsertScript
{
    private const int StatementsPerBatch = 200;

    /// <summary>One row a statement, which the longest row decides; a batch is one transaction.</summary>
    /// <returns>How many rows were written.</returns>
    internal static int Write(TextWriter script, IEnumerable<PlantRow> rows)
    {
        var written = 0;
        script.Write("SET NOCOUNT ON;\nSET XACT_ABORT ON;\nGO\n");
        foreach (var batch in rows.Chunk(StatementsPerBatch))
        {
            script.Write("BEGIN TRANSACTION;\n");
            foreach (var row in batch)
                script.Write(
                    $"INSERT INTO [dbo].{Quote(row.Table)} ({string.Join(", ", row.Columns.Select(Quote))}) "
                        + $"VALUES ({string.Join(", ", row.Values.Select(SqlLiteral.Of))});\n"
                );
            script.Write("COMMIT TRANSACTION;\nGO\n");
            written += batch.Length;
        }
        return written;
    }

    private static string Quote(string name) => $"[{name.Replace("]", "]]")}]";
}
