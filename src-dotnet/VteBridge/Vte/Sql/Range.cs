using VteBridge.Vte.Schema;

namespace VteBridge.Vte.Sql;

/// <summary>
/// The WHERE and ORDER BY for reading IndexData, alias i, in order. Each condition begins with a plain comparison of the timestamp, so
/// that the server seeks an index on it instead of scanning.
/// </summary>
internal sealed class Range(VteSchema schema)
{
    public const string FromTime = "@fromTime";
    public const string FromId = "@fromId";
    public const string ToTime = "@toTime";
    public const string ToId = "@toId";

    private readonly string _time = SelectList.Column(schema, Tables.IndexData, "i", "Run.Timestamp");
    private readonly string _id = SelectList.Column(schema, Tables.IndexData, "i", "Run.Id");

    public string Order => $"{_time}, {_id}";

    /// <summary>Leaves out rows without an id; <see cref="RunSql.Keyless"/> finds them.</summary>
    public string FromInclusive => $"{_time} >= {FromTime} AND {_time} <= {ToTime}{HasId}";

    public string After =>
        $"{_time} >= {FromTime} AND ({_time} > {FromTime} OR {_id} > {FromId}) AND {_time} <= {ToTime}{HasId}";

    /// <summary>From one run to another, both included.</summary>
    public string Between =>
        $"{_time} >= {FromTime} AND ({_time} > {FromTime} OR {_id} >= {FromId})"
        + $" AND {_time} <= {ToTime} AND ({_time} < {ToTime} OR {_id} <= {ToId})";

    private string HasId => schema.Column(Tables.IndexData, "Run.Id")!.IsNullable ? $" AND {_id} IS NOT NULL" : "";

    /// <summary>
    /// The runs that meet a condition, each once, as a table i with these columns. If the server keeps ids unique this is IndexData
    /// itself; else a SELECT DISTINCT, because a join would repeat what belongs to a run for each row of the run.
    /// </summary>
    public (string From, string Where) Runs(string where, params string[] logicals)
    {
        var table = $"{schema.Table(Tables.IndexData)} AS i";
        if (schema.IsUnique(Tables.IndexData, "Run.Id") && logicals.Contains("Run.Id"))
            return (table, $"\nWHERE {where}");
        var columns = string.Join(
            ", ",
            logicals.Select(l => SelectList.Column(schema, Tables.IndexData, "i", l)).Distinct()
        );
        return ($"(SELECT DISTINCT {columns} FROM {table} WHERE {where}) AS i", "");
    }
}
