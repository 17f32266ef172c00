using VteBridge.Vte.Schema;

namespace VteBridge.Vte.Sql;

/// <summary>
/// The WHERE and ORDER BY of the walk along IndexData, alias i. The plain comparison with the timestamp stands first in
/// each condition, so that an index on it is sought, not scanned.
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

    public string FromInclusive => $"{_time} >= {FromTime} AND {_time} <= {ToTime}";

    public string After =>
        $"{_time} >= {FromTime} AND ({_time} > {FromTime} OR {_id} > {FromId}) AND {_time} <= {ToTime}";

    /// <summary>From one run to another, both included.</summary>
    public string Between =>
        $"{_time} >= {FromTime} AND ({_time} > {FromTime} OR {_id} >= {FromId})"
        + $" AND {_time} <= {ToTime} AND ({_time} < {ToTime} OR {_id} <= {ToId})";
}
