using System.Data.Common;
using System.Data.SqlTypes;
using System.Globalization;

namespace VteBridge.Vte.Reading;

/// <summary>
/// Reads one cell as what VTE means by it, whatever type the site's column has. What cannot be that is null, never an
/// exception: the raw content of results is kept by <see cref="StepReader"/>.
/// </summary>
internal static class Cell
{
    private static readonly string[] SmallCodes =
    [
        .. Enumerable.Range(-1, 258).Select(n => n.ToString(CultureInfo.InvariantCulture)),
    ];

    public static string? Text(DbDataReader row, int ordinal) =>
        row.IsDBNull(ordinal) ? null
        : row.GetFieldType(ordinal) == typeof(string) ? row.GetString(ordinal)
        : Text(Value(row, ordinal));

    /// <summary>A code column: numbers as plain digits, text without its blanks.</summary>
    public static string? Code(DbDataReader row, int ordinal)
    {
        if (row.IsDBNull(ordinal))
            return null;
        return Value(row, ordinal) switch
        {
            int code => Code(code),
            bool b => b ? "1" : "0",
            // 1.00 is the code 1.
            decimal d => d.ToString("G29", CultureInfo.InvariantCulture),
            var value => Text(value)?.Trim(),
        };
    }

    public static string Code(int code) =>
        code is >= -1 and < 257 ? SmallCodes[code + 1] : code.ToString(CultureInfo.InvariantCulture);

    public static Guid? Id(DbDataReader row, int ordinal) =>
        row.IsDBNull(ordinal) ? null
        : row.GetFieldType(ordinal) == typeof(Guid) ? row.GetGuid(ordinal)
        : Guid.TryParse(Text(Value(row, ordinal)), out var id) ? id
        : null;

    public static int? Int(DbDataReader row, int ordinal) =>
        row.IsDBNull(ordinal) ? null
        : row.GetFieldType(ordinal) == typeof(int) ? row.GetInt32(ordinal)
        : Number(Value(row, ordinal)) is { } n && n is >= int.MinValue and <= int.MaxValue ? (int)n
        : null;

    public static double? Number(DbDataReader row, int ordinal) =>
        row.IsDBNull(ordinal) ? null
        : row.GetFieldType(ordinal) == typeof(double) ? row.GetDouble(ordinal)
        : Number(Value(row, ordinal));

    public static DateTime? Time(DbDataReader row, int ordinal) =>
        row.IsDBNull(ordinal) ? null
        : row.GetFieldType(ordinal) == typeof(DateTime) ? row.GetDateTime(ordinal)
        : Value(row, ordinal) switch
        {
            DateTime time => time,
            // What the clock on the wall showed: the zone is for the configuration to say, as with every other column.
            DateTimeOffset time => time.DateTime,
            var value => DateTime.TryParse(
                Text(value),
                CultureInfo.InvariantCulture,
                DateTimeStyles.NoCurrentDateDefault,
                out var time
            )
                ? time
                : null,
        };

    public static bool Flag(DbDataReader row, int ordinal) =>
        Code(row, ordinal) is { } code && (code == "1" || code.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <summary>A real keeps the digits that it was written with: 0.1, not 0.10000000149011612.</summary>
    public static double? Number(object value) =>
        value switch
        {
            double d => d,
            float f => double.Parse(f.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
            bool b => b ? 1 : 0,
            int or long or short or byte or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            string s when double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out var d) => d,
            _ => null,
        };

    /// <summary>Times as ISO writes them with all their digits, bytes as SQL Server does.</summary>
    private static string? Text(object value) =>
        value switch
        {
            DateTime t => t.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
            DateTimeOffset t => t.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF zzz", CultureInfo.InvariantCulture),
            byte[] bytes => "0x" + Convert.ToHexString(bytes),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };

    /// <summary>A decimal(38) holds more digits than .NET's: it is read as the nearest double then.</summary>
    private static object Value(DbDataReader row, int ordinal)
    {
        try
        {
            return row.GetValue(ordinal);
        }
        catch (OverflowException) when (row.GetProviderSpecificValue(ordinal) is SqlDecimal wide)
        {
            return wide.ToDouble();
        }
    }
}
