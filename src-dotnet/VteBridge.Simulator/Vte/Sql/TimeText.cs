using System.Globalization;
using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>Dates and times as text in the styles of CONVERT.</summary>
internal static class TimeText
{
    public static string Format(StoredValue value, SqlType type, int style)
    {
        var (ticks, offset) = TimeConversion.Split(value, type);
        var digits = type.Kind is SqlKind.DateTime ? 3 : type.Scale;
        // SQL Server shows the 1/300 s of a datetime to the nearest millisecond.
        var time = new DateTime(type.Kind == SqlKind.DateTime ? Moment.Round(ticks, 3) : ticks);
        var fraction = digits == 0 ? "" : "." + new string('f', digits);
        var format = style switch
        {
            0 when type.Kind == SqlKind.Date => "yyyy-MM-dd",
            0 when type.Kind == SqlKind.Time => "HH:mm:ss" + fraction,
            0 or 121 or 21 or 25 when type.Kind is SqlKind.DateTime2 or SqlKind.DateTimeOffset => "yyyy-MM-dd HH:mm:ss"
                + fraction,
            0 or 100 => "MMM dd yyyy hh:mmtt",
            1 or 101 => "MM/dd/yyyy",
            3 or 103 => "dd/MM/yyyy",
            4 or 104 => "dd.MM.yyyy",
            8 or 108 => "HH:mm:ss",
            12 or 112 => "yyyyMMdd",
            20 or 120 => "yyyy-MM-dd HH:mm:ss",
            21 or 25 or 121 => type.Kind == SqlKind.Date ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.fff",
            23 => "yyyy-MM-dd",
            126 or 127 => type.Kind == SqlKind.Date ? "yyyy-MM-dd"
            : time.Ticks % TimeSpan.TicksPerSecond == 0 && type.Kind == SqlKind.DateTime ? "yyyy-MM-ddTHH:mm:ss"
            : "yyyy-MM-ddTHH:mm:ss" + fraction,
            _ => throw SqlFaults.NotSupported($"style {style} of CONVERT"),
        };
        var text = time.ToString(format, CultureInfo.InvariantCulture);
        return type.Kind == SqlKind.DateTimeOffset ? text + Offset(offset) : text;
    }

    private static string Offset(int minutes) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $" {(minutes < 0 ? '-' : '+')}{Math.Abs(minutes) / 60:00}:{Math.Abs(minutes) % 60:00}"
        );
}
