using System.Data.Common;
using System.Data.SqlTypes;
using VteBridge.Configuration;

namespace VteBridge.Vte.Reading;

/// <summary>
/// The current row of a query. Reads each cell as what VTE means by it, whatever type the site's column has. A value that does not fit
/// is null, never an exception; the machine's culture is never used. Each cell may be read once, from left to right.
/// </summary>
internal sealed class Row(DbDataReader reader)
{
    private readonly Type[] _types = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetFieldType)];
    private readonly bool[] _isLong =
    [
        .. reader.GetColumnSchema().Select(c => c.IsLong == true && c.DataTypeName != "xml"),
    ];
    private readonly Dictionary<string, int> _columns = Names(reader);

    /// <summary>The index of a column by its logical name.</summary>
    public int this[string column] => _columns[column];

    public string? Text(string column) => Text(_columns[column]);

    public string? Code(string column) => Code(_columns[column]);

    public Guid? Id(string column) => Id(_columns[column]);

    public DateTime? Time(string column) => Time(_columns[column]);

    public bool Flag(string column) => Flag(_columns[column]);

    /// <summary>The text, or its beginning if it is too long (<see cref="CutText.Kept"/>).</summary>
    public string? Text(int column) => LongText(column).Text;

    /// <summary>The text. If it is cut at <see cref="CutText.Kept"/> characters, also length and hash of the whole.</summary>
    public (string? Text, CutText? Cut) LongText(int column) =>
        reader.IsDBNull(column) ? default
        : _types[column] != typeof(string) ? (TextOf(Value(column)), null)
        : _isLong[column] ? LongCell.Text(reader, column)
        : (reader.GetString(column), null);

    /// <summary>A code as text: a number as plain digits (1.00 is the code 1), a text trimmed.</summary>
    public string? Code(int column) =>
        reader.IsDBNull(column)
            ? null
            : Value(column) switch
            {
                bool b => b ? "1" : "0",
                decimal d => d.ToString("G29", CultureInfo.InvariantCulture),
                var value => TextOf(value).Trim(),
            };

    public Guid? Id(int column) =>
        reader.IsDBNull(column) ? null
        : _types[column] == typeof(Guid) ? reader.GetGuid(column)
        : Guid.TryParse(TextOf(Value(column)), out var id) ? id
        : null;

    public double? Number(int column) => NumberOrText(column).Number;

    /// <summary>The number, or the text of a value that is not a number.</summary>
    public (double? Number, string? Text) NumberOrText(int column)
    {
        if (reader.IsDBNull(column))
            return default;
        if (_types[column] == typeof(double))
            return (reader.GetDouble(column), null);
        var value = Value(column);
        return NumberText.Read(value) is { } number ? (number, null) : (null, TextOf(value));
    }

    /// <summary>The whole number, or the text of a value that is not a whole number.</summary>
    public (int? Number, string? Text) WholeOrText(int column)
    {
        if (reader.IsDBNull(column))
            return default;
        if (_types[column] == typeof(int))
            return (reader.GetInt32(column), null);
        var value = Value(column);
        return NumberText.Read(value) is { } number && number is >= int.MinValue and <= int.MaxValue && number % 1 == 0
            ? ((int)number, null)
            : (null, value is decimal d ? d.ToString("G29", CultureInfo.InvariantCulture) : TextOf(value).Trim());
    }

    public DateTime? Time(int column) => TimeOrText(column).Time;

    /// <summary>
    /// The local time as a clock on the wall showed it; the configuration says its zone. A DateTimeOffset loses its offset. A text that
    /// could mean several times (01/02/2026), or that has a zone of its own, is returned as text.
    /// </summary>
    public (DateTime? Time, string? Text) TimeOrText(int column) =>
        reader.IsDBNull(column)
            ? default
            : Value(column) switch
            {
                DateTime time => (time, null),
                DateTimeOffset time => (time.DateTime, null),
                var value => TimeOrText(TextOf(value)),
            };

    private static (DateTime?, string?) TimeOrText(string text) =>
        VteTimeText.TryParse(text, out var time) ? (time, null) : (null, text);

    public bool Flag(int column) =>
        Code(column) is { } code && (code == "1" || code.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <summary>A result of any type: as a number only if numbers are <paramref name="wanted"/>, else as text or bytes.</summary>
    public (double? Number, string? Text, CutText? Cut, Blob? Blob) Result(int column, bool wanted)
    {
        if (reader.IsDBNull(column))
            return default;
        if (_types[column] == typeof(byte[]))
            return (null, null, null, Bytes(column));
        // A sql_variant can have another type in each row.
        if (_types[column] == typeof(object) && reader.GetValue(column) is var value)
            return value is byte[] bytes ? (null, null, null, LongCell.Bytes(new MemoryStream(bytes)))
                : wanted && NumberText.Read(value) is { } n ? (n, null, null, null)
                : (null, TextOf(value), null, null);
        if (wanted && !_isLong[column])
        {
            var (number, other) = NumberOrText(column);
            return (number, other, null, null);
        }
        var (text, cut) = LongText(column);
        return wanted && NumberText.Read(text!) is { } read ? (read, null, null, null) : (null, text, cut, null);
    }

    private Blob Bytes(int column) =>
        _isLong[column]
            ? LongCell.Bytes(reader, column)
            : LongCell.Bytes(new MemoryStream((byte[])reader.GetValue(column)));

    /// <summary>A decimal(38) can hold more digits than .NET's decimal; it is then read as the nearest double.</summary>
    private object Value(int column)
    {
        if (_isLong[column] && _types[column] == typeof(string))
            return LongCell.Text(reader, column).Text;
        if (_isLong[column] && _types[column] == typeof(byte[]))
            return LongCell.Bytes(reader, column).Head;
        try
        {
            return reader.GetValue(column);
        }
        catch (OverflowException) when (reader.GetProviderSpecificValue(column) is SqlDecimal wide)
        {
            return wide.ToDouble();
        }
    }

    /// <summary>Times in ISO format with all their digits, bytes as 0x and hex digits, other values in the invariant culture.</summary>
    private static string TextOf(object value) =>
        value switch
        {
            DateTime t => t.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
            DateTimeOffset t => t.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF zzz", CultureInfo.InvariantCulture),
            byte[] bytes => "0x" + Convert.ToHexString(bytes),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private static Dictionary<string, int> Names(DbDataReader reader)
    {
        var names = new Dictionary<string, int>();
        for (var column = 0; column < reader.FieldCount; column++)
            names.TryAdd(reader.GetName(column), column);
        return names;
    }
}

/// <summary>Reads numbers from columns of any type, exactly or not at all: a text that could mean two numbers is not read.</summary>
internal static class NumberText
{
    /// <summary>A real gives the number that was written to it: 0.1, not 0.10000000149011612.</summary>
    public static double? Read(object value) =>
        value switch
        {
            double d => d,
            float f => double.Parse(f.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
            bool b => b ? 1 : 0,
            int or long or short or byte or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            string s => Read(s),
            _ => null,
        };

    /// <summary>
    /// Accepts a decimal point, and a decimal comma where it can be nothing else: "3,0" and "0,125" are numbers, but "1,234" may be 1.234
    /// or 1234.
    /// </summary>
    public static double? Read(string text)
    {
        text = text.Trim();
        if (text.Contains(','))
        {
            if (MayBeThousands(text) || text.IndexOf(',') != text.LastIndexOf(',') || text.Contains('.'))
                return null;
            text = text.Replace(',', '.');
        }
        return
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? number
            : null;
    }

    /// <summary>Whether the comma may separate thousands: one to three digits before it, the first not zero, and three after it.</summary>
    private static bool MayBeThousands(string text)
    {
        var digits = text.TrimStart('+', '-');
        var comma = digits.IndexOf(',');
        return comma is >= 1 and <= 3
            && digits[0] != '0'
            && digits.Length == comma + 4
            && digits.AsSpan(comma + 1).IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
