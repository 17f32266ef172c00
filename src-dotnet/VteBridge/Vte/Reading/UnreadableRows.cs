using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using VteBridge.Vte.Schema;

namespace VteBridge.Vte.Reading;

/// <summary>
/// Explains rows that cannot be read as a run or repair, and merges rows that are copies of each other. The result does not depend on
/// the order in which the server returns the rows.
/// </summary>
internal static class UnreadableRows
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Merges rows with one id and time into a run. If they contradict each other, the result is an unreadable row.</summary>
    public static (TestRun? Run, UnreadableRow? Unreadable) Merge(VteSchema schema, IReadOnlyList<TestRun> rows) =>
        Merge(schema, rows, Own, Of, r => r.Uut?.Serial, (r, flag) => r with { ReadFlags = [flag] });

    /// <summary>Merges rows with one id into a repair. If they contradict each other, the result is an unreadable row.</summary>
    public static (Repair? Repair, UnreadableRow? Unreadable) Merge(VteSchema schema, IReadOnlyList<Repair> rows) =>
        Merge(schema, rows, Own, Of, r => r.UutSerial, (r, flag) => r with { ReadFlags = [flag] });

    /// <summary>An unreadable row if rows of one run's id differ, in one page or in several; null if they are the same.</summary>
    public static UnreadableRow? Duplicate(VteSchema schema, IReadOnlyList<TestRun> rows) =>
        Duplicate(schema, Ordered(rows), Own, Of);

    private static (T?, UnreadableRow?) Merge<T>(
        VteSchema schema,
        IReadOnlyList<T> rows,
        Func<T, T> own,
        Func<T, UnreadableRow> of,
        Func<T, string?> serialOf,
        Func<T, string, T> flagged
    )
        where T : class
    {
        if (rows.Count == 1)
            return (rows[0], null);
        var ordered = Ordered(rows);
        if (Duplicate(schema, ordered, own, of) is { } duplicate)
            return (null, duplicate);
        if (Differences(ordered.Select(r => new { Serial = serialOf(r) })) is not { } serials)
            return (flagged(ordered[0], Flag(ordered)), null);
        var row = of(ordered[0]);
        return (
            null,
            row with
            {
                Cause = UnreadableCauses.DuplicateUnit,
                What =
                    $"{Who(row)} belongs to a unit that is in {Name(schema, Tables.UutData)} more than once, with different values: {serials}.",
                Fix = "Have the unit's wrong rows removed in VTE, then run 'vtebridge replay'.",
            }
        );
    }

    private static UnreadableRow? Duplicate<T>(
        VteSchema schema,
        List<T> ordered,
        Func<T, T> own,
        Func<T, UnreadableRow> of
    )
    {
        if (Differences(ordered.Select(own)) is not { } differences)
            return null;
        var row = of(ordered[0]);
        var (table, verdict) =
            row.Kind == ReportKind.Run
                ? (Tables.IndexData, " VteBridge does not choose between them.")
                : (Tables.RepairData, "");
        return row with
        {
            Cause = UnreadableCauses.DuplicateRow,
            What = $"{Who(row)} is in {Name(schema, table)} more than once, with different values: {differences}.",
            Fix = $"Have the wrong rows removed in VTE, then run 'vtebridge replay'.{verdict}",
        };
    }

    private static string Who(UnreadableRow row) => $"{row.Kind} {row.Key}";

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
                + $", so it is not known {(!key ? "when the run was" : row.Timestamp == default ? "which run it is or when it was" : "which run it is")}.",
            Fix = $"Fill in the column, or delete the row; the next sync reads the run again.",
        };
    }

    public static UnreadableRow Keyless(VteSchema schema, Repair row, int copy) =>
        Of(row) with
        {
            DeadLetterId = UuidV5.OfUnreadableRow($"repair {copy} {Text(Own(row))}"),
            Cause = UnreadableCauses.NoKey,
            What =
                $"A row of {Name(schema, Tables.RepairData)} has no {Column(schema, Tables.RepairData, "Repair.Id")}, so it is not known which repair it is.",
            Fix = "Fill in the column, or delete the row; the next sync reads the repair again.",
        };

    /// <summary>The values by which people find the row. The caller adds what is wrong with it.</summary>
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

    /// <summary>Only the values of the IndexData row, without master data.</summary>
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

    /// <summary>Only the values of the RepairData row.</summary>
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

    /// <summary>"Result is 1 and 0; Info1 is …"; null if all rows are the same. Lists only as much as is needed to find the rows.</summary>
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
