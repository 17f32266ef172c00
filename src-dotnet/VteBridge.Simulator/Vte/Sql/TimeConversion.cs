namespace VteBridge.Simulator.Vte.Sql;

/// <summary>Conversions to dates and times. The intermediate form is .NET ticks and a UTC offset.</summary>
internal static class TimeConversion
{
    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyyMMdd"];
    private static readonly string[] Times = ["", "HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"];

    private static readonly string[] Formats =
    [
        .. Dates.SelectMany(date =>
            Times.SelectMany(time => time.Length == 0 ? [date] : new[] { $"{date} {time}", $"{date}'T'{time}" })
        ),
        .. Times.Where(time => time.Length > 0),
    ];

    public static StoredValue ToTemporal(StoredValue value, SqlType from, SqlType to)
    {
        if (from.IsText)
            return Parse(value.Text.Trim(' '), from, to);
        if (!from.IsTemporal)
            throw from.IsNumber
                ? SqlFaults.NotSupported($"converting {from.Name()} to {to.Name()}")
                : SqlFaults.OperandClash(from, to);
        var (ticks, offset) = Split(value, from);
        return FromTicks(ticks, offset, from, to);
    }

    /// <summary>Returns local ticks and the UTC offset in minutes. A time of day is placed on 1900-01-01.</summary>
    public static (long Ticks, int Offset) Split(StoredValue value, SqlType type)
    {
        switch (type.Kind)
        {
            case SqlKind.Time:
                return (value.Integer + Moment.DaysTo1900 * TimeSpan.TicksPerDay, 0);
            case SqlKind.Date:
                return (value.Integer * TimeSpan.TicksPerDay, 0);
            case SqlKind.SmallDateTime:
                return (value.Integer * TimeSpan.TicksPerMinute, 0);
            case SqlKind.DateTime:
                return (Moment.FromDateTime(value.Integer), 0);
            case SqlKind.DateTimeOffset:
                var (utc, offset) = Moment.SplitOffset(value.Bytes);
                return (utc + offset * TimeSpan.TicksPerMinute, offset);
            default:
                return (value.Integer, 0);
        }
    }

    public static StoredValue FromTicks(long ticks, int offset, SqlType from, SqlType to)
    {
        switch (to.Kind)
        {
            case SqlKind.Time:
                return StoredValue.Of(Moment.Round(ticks % TimeSpan.TicksPerDay, to.Scale) % TimeSpan.TicksPerDay);
            case SqlKind.Date:
                return StoredValue.Of(ticks / TimeSpan.TicksPerDay);
            case SqlKind.SmallDateTime:
                var minutes = Moment.ToSmallDateTime(ticks);
                return minutes / 1440 - Moment.DaysTo1900 is >= 0 and <= ushort.MaxValue
                    ? StoredValue.Of(minutes)
                    : throw SqlFaults.OutOfRangeTime(from, to);
            case SqlKind.DateTime:
                return ticks >= Moment.DaysTo1753 * TimeSpan.TicksPerDay
                    ? StoredValue.Of(Moment.ToDateTime(ticks))
                    : throw SqlFaults.OutOfRangeTime(from, to);
            case SqlKind.DateTimeOffset:
                var utc = Moment.Round(ticks, to.Scale) - offset * TimeSpan.TicksPerMinute;
                return StoredValue.OfBlob(Moment.WithOffset(utc, offset));
            default:
                var rounded = Moment.Round(ticks, to.Scale);
                return StoredValue.Of(
                    rounded <= System.DateTime.MaxValue.Ticks
                        ? rounded
                        : ticks / Moment.UnitsOf(to.Scale) * Moment.UnitsOf(to.Scale)
                );
        }
    }

    private static StoredValue Parse(string text, SqlType from, SqlType to)
    {
        var fraction = text.LastIndexOf('.');
        if (to.Kind is SqlKind.DateTime or SqlKind.SmallDateTime && fraction >= 0 && text.Length - fraction > 4)
            throw SqlFaults.NotATime();
        if (text.Length == 0)
            return FromTicks(Moment.DaysTo1900 * TimeSpan.TicksPerDay, 0, from, to);
        if (
            DateTime.TryParseExact(
                text,
                Formats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.NoCurrentDateDefault,
                out var local
            )
        )
            return FromTicks(
                text.IndexOf(':', StringComparison.Ordinal) is > 0 and <= 2 ? OnDayZero(local) : local.Ticks,
                0,
                from,
                to
            );
        if (
            to.Kind is SqlKind.DateTimeOffset or SqlKind.DateTime2 or SqlKind.DateTime
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var moment)
        )
            return FromTicks(moment.Ticks, (int)moment.Offset.TotalMinutes, from, to);
        throw SqlFaults.NotATime();
    }

    private static long OnDayZero(DateTime time) => time.TimeOfDay.Ticks + Moment.DaysTo1900 * TimeSpan.TicksPerDay;
}

/// <summary>Formats dates and times in the styles of CONVERT.</summary>
internal static class TimeText
{
    public static string Format(StoredValue value, SqlType type, int style)
    {
        var (ticks, offset) = TimeConversion.Split(value, type);
        var digits = type.Kind is SqlKind.DateTime ? 3 : type.Scale;
        // SQL Server shows a datetime, which counts in 1/300 s, rounded to milliseconds.
        var time = new DateTime(type.Kind == SqlKind.DateTime ? Moment.Round(ticks, 3) : ticks);
        var fraction = digits == 0 ? "" : "." + new string('f', digits);
        var format = style switch
        {
            0 when type.Kind == SqlKind.Date => "yyyy-MM-dd",
            0 when type.Kind == SqlKind.Time => "HH:mm:ss" + fraction,
            0 or 121 or 21 or 25 when type.Kind is SqlKind.DateTime2 or SqlKind.DateTimeOffset => "yyyy-MM-dd HH:mm:ss"
                + fraction,
            0 => "MMM dd yyyy hh:mmtt",
            20 or 120 => "yyyy-MM-dd HH:mm:ss",
            21 or 25 or 121 => type.Kind == SqlKind.Date ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.fff",
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
