using System.Data;
using Microsoft.Data.SqlClient;
using VteBridge.Vte.Schema;

namespace VteBridge.Vte.Reading;

/// <summary>
/// Binds a position with the exact types of its columns. A `datetime` compared with a `datetime2` parameter loses or
/// repeats rows whose times end in .003 or .007, because the two round differently.
/// </summary>
internal sealed class SqlParameters(TableColumn time, TableColumn id)
{
    public SqlParameter Time(string name, DateTime value) =>
        time.Type switch
        {
            "datetime" => new(name, SqlDbType.DateTime) { Value = Floor(value, DateTime.MinValue.AddYears(1752)) },
            // The parameter is rounded to the minute: without cutting first, an upper bound would reach into the future.
            "smalldatetime" => new(name, SqlDbType.SmallDateTime)
            {
                Value = Floor(value, new DateTime(1900, 1, 1)) is var v ? v.AddTicks(-(v.Ticks % TimeSpan.TicksPerMinute)) : default,
            },
            "date" => new(name, SqlDbType.Date) { Value = value.Date },
            _ => new(name, SqlDbType.DateTime2) { Scale = (byte)(time.Precision ?? 7), Value = value },
        };

    public SqlParameter Id(string name, string value) =>
        id.Type switch
        {
            "uniqueidentifier" => new(name, SqlDbType.UniqueIdentifier) { Value = Guid.Parse(value) },
            "int" or "bigint" or "smallint" or "tinyint" => new(name, SqlDbType.BigInt) { Value = long.Parse(value) },
            "char" or "varchar" => new(name, SqlDbType.VarChar, 900) { Value = value },
            _ => new(name, SqlDbType.NVarChar, 450) { Value = value },
        };

    /// <summary>The column's earliest value stands for everything before it.</summary>
    private static DateTime Floor(DateTime value, DateTime earliest) => value < earliest ? earliest : value;
}
