using System.Data;
using Dapper;

namespace VteBridge.State;

/// <summary>How times are written in the state store: independent of the machine's language, and so that texts sort in the order of time.</summary>
internal static class StateText
{
    private const string RawFormat = "yyyy-MM-ddTHH:mm:ss.fffffff";
    private const string MomentFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>
    /// Makes Dapper write and read the values of records in these formats. Dapper reads enums by name; to write them, pass their names.
    /// </summary>
    public static void Register()
    {
        Use(id => id.ToString(), Guid.Parse);
        Use(Raw, Raw);
        Use(Moment, Moment);
        Use(Day, Day);
        Use<IReadOnlyList<string>>(
            list => JsonSerializer.Serialize(list),
            text => JsonSerializer.Deserialize<string[]>(text)!
        );

        static void Use<T>(Func<T, string> write, Func<string, T> read)
        {
            // Dapper's own mapping of a type goes before a handler and would write it in another format.
            SqlMapper.RemoveTypeMap(typeof(T));
            SqlMapper.AddTypeHandler(new Handler<T>(write, read));
        }
    }

    private sealed class Handler<T>(Func<T, string> write, Func<string, T> read) : SqlMapper.TypeHandler<T>
    {
        /// <summary>Values from SQL Server may have the right type already.</summary>
        public override T Parse(object value) => value is string text ? read(text) : (T)value;

        public override void SetValue(IDbDataParameter parameter, T? value) =>
            parameter.Value = value is null ? DBNull.Value : write(value);
    }

    public static string Raw(DateTime time) => time.ToString(RawFormat, CultureInfo.InvariantCulture);

    public static DateTime Raw(string text) =>
        DateTime.ParseExact(text, RawFormat, CultureInfo.InvariantCulture, DateTimeStyles.None);

    public static string Moment(DateTimeOffset time) =>
        time.UtcDateTime.ToString(MomentFormat, CultureInfo.InvariantCulture);

    public static DateTimeOffset Moment(string text) =>
        DateTimeOffset.ParseExact(
            text,
            MomentFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
        );

    public static string Day(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, DayFormat, CultureInfo.InvariantCulture);

    /// <summary>The longest beginning of a text that takes at most that many bytes in UTF-8; no character is cut in two.</summary>
    public static string Beginning(string text, int bytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytes)
            return text;
        var buffer = new byte[bytes];
        Encoding.UTF8.GetEncoder().Convert(text, buffer, flush: false, out var characters, out _, out _);
        return text[..characters];
    }
}
