using System.Text;

namespace VteBridge.Simulator.Vte.Script;

/// <summary>Writes a plant as INSERT statements for a real SQL Server that already has the schema.</summary>
internal static class InsertScript
{
    private const int StatementsPerBatch = 200;

    /// <summary>
    /// Writes one row per statement, so that the longest row decides how long a statement gets. Each batch is one transaction.
    /// </summary>
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

/// <summary>Writes a value of the plant as a T-SQL literal on one line of text, whatever the value holds.</summary>
internal static class SqlLiteral
{
    /// <exception cref="ArgumentException">The plant has no values of this type.</exception>
    internal static string Of(object? value) =>
        value switch
        {
            null or DBNull => "NULL",
            string text => Text(text),
            Guid id => $"'{id}'",
            DateTime time => Time(time),
            bool flag => flag ? "1" : "0",
            byte[] bytes => "0x" + Convert.ToHexString(bytes),
            float number => Real(number),
            double number => Real(number),
            int or long or short or byte or decimal => ((IFormattable)value).ToString(
                null,
                CultureInfo.InvariantCulture
            ),
            _ => throw new ArgumentException($"{value.GetType().Name} has no literal."),
        };

    /// <summary>
    /// Control characters and lone surrogates cannot stand in a text file, and `$(` begins a variable in sqlcmd. They are therefore written
    /// as NCHAR calls.
    /// </summary>
    private static string Text(string text)
    {
        var parts = new List<string>();
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
                plain.Append(text, i++, 2);
            else if (char.IsControl(text[i]) || char.IsSurrogate(text[i]) || text[i] == '$')
            {
                Flush();
                parts.Add($"NCHAR({(int)text[i]})");
            }
            else
                plain.Append(text[i] == '\'' ? "''" : text[i]);
        }
        Flush();
        // The first part decides the type of the concatenation: without the CAST, SQL Server would cut everything beyond 4,000 characters.
        return parts.Count switch
        {
            0 => "N''",
            1 => parts[0],
            _ => "CAST(N'' AS nvarchar(max)) + " + string.Join(" + ", parts),
        };

        void Flush()
        {
            if (plain.Length > 0)
                parts.Add($"N'{plain}'");
            plain.Clear();
        }
    }

    /// <summary>
    /// ISO 8601 with T, which SQL Server reads the same way in every language setting. `datetime` accepts three digits at most.
    /// </summary>
    private static string Time(DateTime time) =>
        time.Ticks % TimeSpan.TicksPerMillisecond == 0
            ? $"'{time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture)}'"
            : $"'{time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture)}'";

    /// <summary>Written with an exponent, so that SQL Server reads a float and not a decimal.</summary>
    private static string Real(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E') ? text : text + "E0";
    }

    private static string Real(float number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E') ? text : text + "E0";
    }
}
