using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using VteBridge.Vte.Schema;

namespace VteBridge.Vte.Reading;

/// <summary>
/// Says of rows that are no run or repair of their own what is wrong with them, and makes one of rows that are the same. What
/// comes out does not depend on the order in which the server gives the rows.
/// </summary>
internal static class UnreadableRows
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The run that rows of one id and time are; null when they say different things about it.</summary>
    public static (TestRun? Run, UnreadableRow? Unreadable) Merge(VteSchema schema, IReadOnlyList<TestRun> rows)
    {
        if (rows.Count == 1)
            return (rows[0], null);
        var ordered = Ordered(rows);
        if (Differences(ordered.Select(Own)) is { } differences)
            return (null, Duplicate(schema, ordered, differences));
        if (Differences(ordered.Select(r => new { r.Uut?.Serial })) is { } serials)
            return (null, DuplicateUnit(schema, ordered[0], serials));
        return (ordered[0] with { ReadFlags = [Flag(ordered)] }, null);
    }

    /// <summary>The repair that rows of one id are; null when they say different things about it.</summary>
    public static (Repair? Repair, UnreadableRow? Unreadable) Merge(VteSchema schema, IReadOnlyList<Repair> rows)
    {
        if (rows.Count == 1)
            return (rows[0], null);
        var ordered = Ordered(rows);
        if (Differences(ordered.Select(Own)) is { } differences)
            return (null, Duplicate(schema, ordered[0], differences));
        if (Differences(ordered.Select(r => new { r.UutSerial })) is { } serials)
            return (
                null,
                Of(ordered[0]) with
                {
                    Cause = UnreadableCauses.DuplicateUnit,
                    What =
                        $"Repair {ordered[0].Id} is of a unit that stands in {Name(schema, Tables.UutData)} several times: {serials}.",
                    Fix = "Have the unit's wrong rows removed in VTE, then run 'vtebridge replay'.",
                }
            );
        return (ordered[0] with { ReadFlags = [Flag(ordered)] }, null);
    }

    /// <summary>Rows of one run's id that differ, in one page or in many.</summary>
    public static UnreadableRow? Duplicate(VteSchema schema, IReadOnlyList<TestRun> rows) =>
        Ordered(rows) is var ordered && Differences(ordered.Select(Own)) is { } differences
            ? Duplicate(schema, ordered, differences)
            : null;

    public static UnreadableRow Keyless(VteSchema schema, TestRun row, int copy)
    {
        var (table, key) = (Name(schema, Tables.IndexData), row.Id == Guid.Empty);
        return Of(row) with
        {
            DeadLetterId = key ? UuidV5.OfUnreadableRow($"run {copy} {Text(Own(row))}") : row.Id,
            Cause = key ? UnreadableCauses.NoKey : UnreadableCauses.NoTimestamp,
            What =
                $"A row of {table} has no {Column(schema, Tables.IndexData, key ? "Run.Id" : "Run.Timestamp")}"
                + (key && row.Timestamp != default ? $" (at {row.Timestamp:yyyy-MM-dd HH:mm:ss})" : "")
                + (key ? "" : $" ({row.Id})")
                + $", so nobody can say {(!key ? "when the run was" : row.Timestamp == default ? "which run it is or when it was" : "which run it is")}.",
            Fix = $"Fill the column in, or delete the row; the next sync takes the run.",
        };
    }

    public static UnreadableRow Keyless(VteSchema schema, Repair row, int copy) =>
        Of(row) with
        {
            DeadLetterId = UuidV5.OfUnreadableRow($"repair {copy} {Text(Own(row))}"),
            Cause = UnreadableCauses.NoKey,
            What =
                $"A row of {Name(schema, Tables.RepairData)} has no {Column(schema, Tables.RepairData, "Repair.Id")}, so nobody can say which repair it is.",
            Fix = "Fill the column in, or delete the row; the next sync takes the repair.",
        };

    private static UnreadableRow Duplicate(VteSchema schema, List<TestRun> rows, string differences) =>
        Of(rows[0]) with
        {
            Cause = UnreadableCauses.DuplicateRow,
            What =
                $"Run {rows[0].Id} stands in {Name(schema, Tables.IndexData)} more than once, with different values: {differences}.",
            Fix = "Have the wrong rows removed in VTE, then run 'vtebridge replay'. No verdict is chosen for you.",
        };

    private static UnreadableRow Duplicate(VteSchema schema, Repair row, string differences) =>
        Of(row) with
        {
            Cause = UnreadableCauses.DuplicateRow,
            What =
                $"Repair {row.Id} stands in {Name(schema, Tables.RepairData)} more than once, with different values: {differences}.",
            Fix = "Have the wrong rows removed in VTE, then run 'vtebridge replay'.",
        };

    private static UnreadableRow DuplicateUnit(VteSchema schema, TestRun run, string serials) =>
        Of(run) with
        {
            Cause = UnreadableCauses.DuplicateUnit,
            What = $"Run {run.Id} is of a unit that stands in {Name(schema, Tables.UutData)} several times: {serials}.",
            Fix = "Have the unit's wrong rows removed in VTE, then run 'vtebridge replay'.",
        };

    /// <summary>What can be named of the row; what is wrong with it is for the caller to say.</summary>
    private static UnreadableRow Of(TestRun row) =>
        new()
        {
            DeadLetterId = row.Id,
            Kind = ReportKind.Run,
            What = "",
            Fix = "",
            Cause = "",
            Position = row.Id == Guid.Empty || row.Timestamp == default ? null : Position.Of(row),
            Timestamp = row.Timestamp == default ? null : row.Timestamp,
            Key = row.Id == Guid.Empty ? null : row.Id.ToString(),
            Serial = row.Uut?.Serial ?? row.Serial,
            Station = row.Testsystem?.Name ?? row.Hostname,
            Testplan = row.TestplanName ?? row.Testplan?.Name,
        };

    private static UnreadableRow Of(Repair row) =>
        new()
        {
            DeadLetterId = row.ReportId(),
            Kind = ReportKind.Repair,
            What = "",
            Fix = "",
            Cause = "",
            Position = row.Id == "" ? null : row.Position,
            Timestamp = row.Timestamp ?? row.Position.Timestamp,
            Key = row.Id == "" ? null : row.Id,
            Serial = row.UutSerial,
        };

    /// <summary>The IndexData row alone.</summary>
    private static TestRun Own(TestRun run) =>
        run with
        {
            Uut = null,
            Product = null,
            Testplan = null,
            Revision = null,
            Testsystem = null,
            RegisteredUser = null,
        };

    /// <summary>The RepairData row alone.</summary>
    private static Repair Own(Repair repair) =>
        repair with
        {
            FailureDescription = null,
            FailureCategory = null,
            UutSerial = null,
            LinkedRun = null,
            Position = default,
        };

    private static string Flag<T>(List<T> rows) =>
        Differences(rows) is null ? ReadFlags.DuplicateRow : ReadFlags.DuplicateMasterData;

    private static List<T> Ordered<T>(IEnumerable<T> rows) => [.. rows.OrderBy(Text, StringComparer.Ordinal)];

    private static string Text<T>(T row) => JsonSerializer.Serialize(row, Json);

    /// <summary>"Result is 1 and 0; Info1 is …"; null when all rows are the same. Enough to find the rows by, no more.</summary>
    private static string? Differences<T>(IEnumerable<T> rows)
    {
        const int MostColumns = 4,
            MostValues = 3;
        var objects = rows.Select(r => JsonSerializer.SerializeToNode(r, Json)!.AsObject()).ToList();
        var differences = objects
            .SelectMany(o => o.Select(p => p.Key))
            .Distinct()
            .Select(name =>
                (Name: name, Values: objects.Select(o => o[name]?.ToJsonString(Json) ?? "NULL").Distinct().ToList())
            )
            .Where(d => d.Values.Count > 1)
            .Select(d =>
                $"{d.Name} is {string.Join(" and ", d.Values.Take(MostValues).Select(Short))}{More(d.Values.Count - MostValues, " and")}"
            )
            .ToList();
        return differences.Count == 0
            ? null
            : string.Join("; ", differences.Take(MostColumns)) + More(differences.Count - MostColumns, ", and in");

        static string Short(string value) => value.Length <= 40 ? value : value[..40] + "…";
        static string More(int count, string and) => count > 0 ? $"{and} {count} more" : "";
    }

    private static string Name(VteSchema schema, string table) =>
        schema.Has(table) ? $"{schema.Name}.{schema.Tables[table]}" : table;

    private static string Column(VteSchema schema, string table, string logical) =>
        schema.Column(table, logical)?.Name ?? logical;
}
