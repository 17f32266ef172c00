using System.Runtime.CompilerServices;
using Dapper;
using VteBridge.Doctor.Profile;
using VteBridge.Sync;
using VteBridge.Vte.Reading;
using VteBridge.Vte.Schema;
using VteBridge.Vte.Sql;

namespace VteBridge.Doctor;

/// <summary>What `doctor` checks of the database.</summary>
internal static class VteChecks
{
    private const FindingGroup Group = FindingGroup.Vte;

    /// <exception cref="CannotWork">The server or its schema cannot be used; the findings before it are valid.</exception>
    public static async IAsyncEnumerable<Finding> RunAsync(
        BridgeScope parts,
        DoctorRequest request,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        yield return await ServerAsync(parts, stop);

        var schema = request.Schema = await parts.SchemaAsync(stop);
        yield return Finding.Ok(
            Group,
            "schema",
            $"{schema.Columns.Count} of {LogicalColumns.All.Count} columns found in schema {schema.Name}"
        );
        foreach (var finding in Missing(schema))
            yield return finding;
        yield return await OptionalAsync(Group, "indexes", () => IndexesAsync(parts, schema, stop));
        yield return await OptionalAsync(Group, "checksums", () => ChecksumsAsync(parts, schema, stop));
        yield return await OptionalAsync(Group, "clock", () => ClockAsync(parts, stop));
        yield return await OptionalAsync(Group, "rights", () => RightsAsync(parts, schema, stop));

        const FindingGroup Data = FindingGroup.Data;
        yield return await OptionalAsync(Data, "runs", () => ExtentAsync(parts, schema, stop));
        yield return await OptionalAsync(Data, "future", () => FutureAsync(parts, schema, stop));
        yield return await OptionalAsync(Data, "rows without key", () => KeylessAsync(parts, schema, stop));
        if (request.Sample <= 0)
            yield break;
        var profile = await ProfileReader.ReadAsync(parts, schema, request.Sample, stop);
        request.Profile = profile;
        foreach (var finding in ProfileFindings.Of(profile, parts.Options))
            yield return finding;
    }

    /// <exception cref="VteFailure">The server cannot be reached or refuses the login.</exception>
    private static async Task<Finding> ServerAsync(BridgeScope parts, CancellationToken stop)
    {
        try
        {
            var (version, database, login) = await parts.Vte.ReadAsync(
                "asking the server for its version",
                connection =>
                    connection.QuerySingleAsync<(string Version, string Database, string Login)>(ServerSql.Facts),
                stop
            );
            return Finding.Ok(Group, "server", $"{version.Split('\n')[0].Trim()}; database {database}, login {login}");
        }
        catch (VteFailure failure) when (SqlErrors.IsNotUnderstood(failure.InnerException))
        {
            return Finding.Ok(Group, "server", $"its version cannot be read: {failure.Message}");
        }
    }

    /// <summary>
    /// Makes a check that the server may refuse to answer. A refusal is only a warning: VteBridge works without the
    /// answer.
    /// </summary>
    private static async Task<Finding> OptionalAsync(FindingGroup group, string check, Func<Task<Finding>> ask)
    {
        try
        {
            return await ask();
        }
        catch (VteFailure failure)
        {
            return Finding.Warning(group, check, $"could not be checked: {failure.Message}", "");
        }
    }

    /// <summary>Lists the missing columns of a table beside its unread ones: often one is the other under a different name.</summary>
    private static IEnumerable<Finding> Missing(VteSchema schema)
    {
        var tables = LogicalColumns.All.Select(c => c.Table).Distinct().Where(t => !schema.Has(t)).ToList();
        if (tables.Count > 0)
            yield return Finding.Warning(
                Group,
                "tables",
                $"missing: {string.Join(", ", tables)}",
                "Reports lack their contents. If they have other names, set Vte:Tables."
            );
        foreach (
            var table in LogicalColumns
                .All.Where(c =>
                    schema.Has(c.Table)
                    && !schema.Columns.ContainsKey(c.QualifiedName)
                    && !c.Name.EndsWith(".Row", StringComparison.Ordinal)
                    && !IsElsewhere(schema, c)
                )
                .GroupBy(c => c.Table)
        )
        {
            var unread = schema.Unread(table.Key);
            yield return Finding.Warning(
                Group,
                "columns",
                $"{schema.Tables[table.Key]} lacks {string.Join(", ", table.Select(c => c.Name))}; "
                    + (unread.Count == 0 ? "all its columns are read" : $"not read: {string.Join(", ", unread)}"),
                "Reports lack these values. If a column has another name, set Vte:Columns:<Logical.Name>."
            );
        }
    }

    /// <summary>The serial number is in one of two tables, and one is enough.</summary>
    private static bool IsElsewhere(VteSchema schema, LogicalColumn column) =>
        column.Name is "Run.Serial" or "Uut.Serial"
        && (schema.Column(Tables.IndexData, "Run.Serial") ?? schema.Column(Tables.UutData, "Uut.Serial")) is not null;

    private static async Task<Finding> IndexesAsync(BridgeScope parts, VteSchema schema, CancellationToken stop)
    {
        var advice = IndexAdvice.Of(schema);
        var missing = new List<string>();
        foreach (var a in advice.Where(a => a.Ddl is not null))
        {
            var rows = await parts.Vte.ReadAsync(
                "counting rows",
                connection =>
                    connection.ExecuteScalarAsync<long>(
                        ServerSql.Count($"{VteSchema.Quote(schema.Name)}.{VteSchema.Quote(a.Table)}")
                    ),
                stop
            );
            missing.Add($"{a.Table} has no index that begins with {a.Column} (each page reads all of its {rows} rows)");
        }
        return missing.Count > 0
                ? Finding.Warning(
                    Group,
                    "indexes",
                    $"{string.Join(", ", missing)}: slow, but not wrong",
                    $"Ask the DBA for: {string.Join(' ', advice.Select(a => a.Ddl).OfType<string>())}"
                )
            : advice.All(a => a.HasIndex == true) ? Finding.Ok(Group, "indexes", "every table can be read by an index")
            : Finding.Ok(
                Group,
                "indexes",
                "the server does not report the indexes of every table (views have none of their own)"
            );
    }

    private static async Task<Finding> ChecksumsAsync(BridgeScope parts, VteSchema schema, CancellationToken stop)
    {
        var until = (await parts.WindowAsync(stop)).Until;
        var days = await CensusReader.OfRuns(parts.Vte, schema).AggregateByDayAsync(until.AddMinutes(-1), until, stop);
        return days is not null
            ? Finding.Ok(
                Group,
                "checksums",
                "the server computes the checksums of the days that are compared every hour"
            )
            : Finding.Warning(
                Group,
                "checksums",
                "the server has no CHECKSUM_AGG or BINARY_CHECKSUM",
                $"Late and changed runs are still found, but every {DurationText.Of(parts.Options.Sync.DayCheckInterval)} all headers of the last {parts.Options.Sync.DayCheckDays} days are read. Raise Sync:DayCheckInterval if that is too much."
            );
    }

    private static async Task<Finding> ClockAsync(BridgeScope parts, CancellationToken stop)
    {
        var database = await DatabaseClock.ReadAsync(parts.Vte, stop);
        var difference = (database.Utc - parts.Time.GetUtcNow()).Duration();
        var text =
            $"the database's clock shows {database.Local:yyyy-MM-dd HH:mm:ss} ({database.Utc:HH:mm:ss} UTC), {difference.TotalSeconds:0} s from this machine's";
        return difference < TimeSpan.FromMinutes(1)
            ? Finding.Ok(Group, "clock", text)
            : Finding.Warning(Group, "clock", text, "Synchronise both clocks with the same time server.");
    }

    private static async Task<Finding> RightsAsync(BridgeScope parts, VteSchema schema, CancellationToken stop)
    {
        var table = schema.Table(Tables.IndexData);
        var may = await parts.Vte.ReadAsync(
            "asking for the permissions of the login",
            async connection =>
            {
                var answer = (IDictionary<string, object?>)await connection.QuerySingleAsync(ServerSql.MayWrite(table));
                return ServerSql.WritePermissions.Where(p => answer[p] is 1).ToList();
            },
            stop
        );
        return may.Count == 0
            ? Finding.Ok(Group, "rights", $"the login cannot change {table}")
            : Finding.Warning(
                Group,
                "rights",
                $"the login may {string.Join(", ", may)} on {table}",
                "VteBridge only reads. Use a login that can only read: scripts/vte-read-only-login.sql."
            );
    }

    private static async Task<Finding> ExtentAsync(BridgeScope parts, VteSchema schema, CancellationToken stop)
    {
        var (count, oldest, newest) = await new ExtentReader(parts.Vte, schema).AllAsync(stop);
        return count == 0
            ? Finding.Warning(FindingGroup.Data, "runs", "IndexData is empty", "Is it the right database and schema?")
            : Finding.Ok(
                FindingGroup.Data,
                "runs",
                $"{count} runs, from {oldest:yyyy-MM-dd HH:mm} to {newest:yyyy-MM-dd HH:mm}"
            );
    }

    private static async Task<Finding> FutureAsync(BridgeScope parts, VteSchema schema, CancellationToken stop)
    {
        var window = await parts.WindowAsync(stop);
        var (count, first) = await parts.Sync.Session(schema, window).Sources[0].FutureAsync(window.Future, stop);
        return count == 0
            ? Finding.Ok(FindingGroup.Data, "future", "no run has a timestamp in the future")
            : Finding.Warning(
                FindingGroup.Data,
                "future",
                $"runs with a timestamp in the future: {count}, the first at {first:yyyy-MM-dd HH:mm:ss}",
                $"They are deferred until then. A station's clock may be wrong, or Vte:TimeZone ({parts.Options.Vte.TimeZone}) is not the zone of the timestamps."
            );
    }

    private static async Task<Finding> KeylessAsync(BridgeScope parts, VteSchema schema, CancellationToken stop)
    {
        var reader = new KeylessReader(parts.Vte, schema);
        var count = (await reader.RunsAsync(stop)).Count + (await reader.RepairsAsync(stop)).Count;
        return count == 0
            ? Finding.Ok(FindingGroup.Data, "rows without key", "every row has a key and a time")
            : Finding.Warning(
                FindingGroup.Data,
                "rows without key",
                $"{count} rows have no key or no time",
                "Each becomes a dead letter. Enter the missing value in VTE; 'vtebridge status' names the rows."
            );
    }
}
