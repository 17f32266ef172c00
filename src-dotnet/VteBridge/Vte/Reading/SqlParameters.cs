using System.Data;
using Microsoft.Data.SqlClient;
using VteBridge.Vte.Schema;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>
/// Binds a position with the exact types of its columns. A `datetime` compared with a `datetime2` parameter loses or
/// repeats rows whose times end in .003 or .007, because the two round differently.
/// </summary>
internal sealed class SqlParameters(TableColumn time, TableColumn id)
{
    public static SqlParameters OfRuns(VteSchema schema) =>
        new(schema.Column(Tables.IndexData, "Run.Timestamp")!, schema.Column(Tables.IndexData, "Run.Id")!);

    /// <summary>
    /// A repair's time has the type that COALESCE gives it. With all digits where any of it is a datetime2: whatever the server
    /// makes of the others, none is lost.
    /// </summary>
    public static SqlParameters OfRepairs(VteSchema schema)
    {
        TableColumn?[] times =
        [
            schema.Column(Tables.RepairData, "Repair.Timestamp"),
            schema.Column(Tables.RepairActions, "RepairAction.Timestamp"),
            schema.Column(Tables.RepairData, "Repair.RunId") is null
                ? null
                : schema.Column(Tables.IndexData, "Run.Timestamp"),
        ];
        var time = times.Any(c => c is { Type: "datetime2" })
            ? new TableColumn(Tables.RepairData, "Time", "datetime2", null, 7)
            : new TableColumn(Tables.RepairData, "Time", "datetime", null, 3);
        return new SqlParameters(time, schema.Column(Tables.RepairData, "Repair.Id")!);
    }

    /// <summary>Of the statements that read a page: without an id in <paramref name="from"/>, of the first one.</summary>
    public IEnumerable<SqlParameter> Page(Position from, DateTime until, int take) =>
        [
            new(RunSql.Take, SqlDbType.Int) { Value = take },
            Time(Sql.Range.FromTime, from.Timestamp),
            .. from.Id == "" ? Array.Empty<SqlParameter>() : [Id(Sql.Range.FromId, from.Id)],
            Time(Sql.Range.ToTime, until),
        ];

    public SqlParameter Time(string name, DateTime value) =>
        time.Type switch
        {
            "datetime" => new(name, SqlDbType.DateTime)
            {
                Value = ToThreeHundredths(Floor(value, DateTime.MinValue.AddYears(1752))),
            },
            // The parameter is rounded to the minute: without cutting first, an upper bound would reach into the future.
            "smalldatetime" => new(name, SqlDbType.SmallDateTime)
            {
                Value =
                    Floor(value, new DateTime(1900, 1, 1)) is var v && v < LastSmallDate
                        ? v.AddTicks(-(v.Ticks % TimeSpan.TicksPerMinute))
                        : LastSmallDate,
            },
            "date" => new(name, SqlDbType.Date) { Value = value.Date },
            _ => new(name, SqlDbType.DateTime2)
            {
                Scale = (byte)(time.Precision ?? 7),
                Value = ToDigits(value, time.Precision ?? 7),
            },
        };

    public SqlParameter Id(string name, string value) =>
        id.Type switch
        {
            "uniqueidentifier" => new(name, SqlDbType.UniqueIdentifier) { Value = Guid.Parse(value) },
            "int" or "bigint" or "smallint" or "tinyint" => new(name, SqlDbType.BigInt) { Value = long.Parse(value) },
            "char" or "varchar" => new(name, SqlDbType.VarChar, 900) { Value = value },
            _ => new(name, SqlDbType.NVarChar, 450) { Value = value },
        };

    /// <summary>
    /// Down to the .000, .003 or .007 that a datetime can hold, as SqlClient shows it. Rounding to the nearest would let an
    /// upper bound reach into the next slice or day.
    /// </summary>
    private static DateTime ToThreeHundredths(DateTime value)
    {
        var milliseconds = value.Ticks / TimeSpan.TicksPerMillisecond;
        var last = milliseconds % 10;
        return new DateTime(
            (
                milliseconds
                - last
                + (
                    last < 3 ? 0
                    : last < 7 ? 3
                    : 7
                )
            ) * TimeSpan.TicksPerMillisecond
        );
    }

    private static DateTime ToDigits(DateTime value, int digits)
    {
        var step = (long)Math.Pow(10, 7 - digits);
        return value.AddTicks(-(value.Ticks % step));
    }

    private static readonly DateTime LastSmallDate = new(2079, 6, 6, 23, 59, 0);

    /// <summary>The column's earliest value stands for everything before it.</summary>
    private static DateTime Floor(DateTime value, DateTime earliest) => value < earliest ? earliest : value;
}
