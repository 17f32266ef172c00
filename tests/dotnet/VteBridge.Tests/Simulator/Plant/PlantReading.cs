using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Tests.Simulator.Plant;

/// <summary>Reads the rows of a plant for tests.</summary>
internal static class PlantReading
{
    internal static object? Of(this PlantRow row, string column)
    {
        for (var i = 0; i < row.Columns.Count; i++)
            if (row.Columns[i] == column)
                return row.Values[i];
        throw new ArgumentException($"{row.Table} has no column {column}.");
    }

    internal static IEnumerable<PlantRow> In(this IEnumerable<PlantRow> rows, string table) =>
        rows.Where(row => row.Table == table);

    /// <summary>The rows as text, in their order; blobs by length and content.</summary>
    internal static IEnumerable<string> Lines(this IEnumerable<PlantRow> rows) =>
        rows.Select(row => $"{row.Table}: {string.Join('|', row.Values.Select(Shown))}");

    private static string Shown(object? value) =>
        value switch
        {
            null => "NULL",
            byte[] bytes => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes)),
            DateTime time => time.ToString("O"),
            IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };

    internal static PlantOptions Ordinary(int runs) => new() { Runs = runs, OddRuns = false };
}
