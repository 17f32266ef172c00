using System.Data;
using Dapper;

namespace VteBridge.State;

/// <summary>How times are written in the state store: the same whatever the machine's language, and in an order that text comparison keeps.</summary>
internal static class StateText
{
    private const string RawFormat = "yyyy-MM-ddTHH:mm:ss.fffffff";
    private const string MomentFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>Has Dapper write and read the values of records so. Enums are read by their names; by which they have to be written too.</summary>
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
            // What Dapper knows by itself comes before a handler, and would be written otherwise.
            SqlMapper.RemoveTypeMap(typeof(T));
            SqlMapper.AddTypeHandler(new Handler<T>(write, read));
        }
    }

    private sealed class Handler<T>(Func<T, string> write, Func<string, T> read) : SqlMapper.TypeHandler<T>
    {
        /// <summary>SQL Server has types for some of them.</summary>
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

    /// <summary>The beginning of a text that takes no more than so many bytes in UTF-8; no character is cut in two.</summary>
    public static string Beginning(string text, int bytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytes)
            return text;
        var buffer = new byte[bytes];
        Encoding.UTF8.GetEncoder().Convert(text, buffer, flush: false, out var characters, out _, out _);
        return text[..characters];
    }
}
