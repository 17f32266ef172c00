using System.Data;
using Microsoft.Data.SqlClient;
using VteBridge.Vte.Schema;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>
/// Binds a position with the exact types of its columns. If a `datetime` is compared with a `datetime2` parameter, rows whose times
/// end in .003 or .007 are lost or repeated, because the two types round differently.
/// </summary>
internal sealed class SqlParameters(TableColumn time, TableColumn id)
{
    public static SqlParameters OfRuns(VteSchema schema) =>
        new(schema.Column(Tables.IndexData, "Run.Timestamp")!, schema.Column(Tables.IndexData, "Run.Id")!);

    /// <summary>
    /// The time of a repair has the type that COALESCE gives it. If one of the times is a datetime2, all digits are bound, so that no
    /// row is lost, whatever the server makes of the other times.
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

    /// <summary>The parameters of a page: of the first page if the id in <paramref name="from"/> is empty, else of a next page.</summary>
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
            // SqlClient rounds to the nearest minute. The seconds are cut off first, or an upper bound would reach into the future.
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
    /// Rounds down to a value that a datetime can hold (.000, .003 or .007). Rounding to the nearest would let an upper bound reach into
    /// the next slice or day.
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

    /// <summary>Raises a time before the column's earliest value to that value.</summary>
    private static DateTime Floor(DateTime value, DateTime earliest) => value < earliest ? earliest : value;
}
