using System.Runtime.CompilerServices;
using Dapper;
using VteBridge.Doctor.Profile;
using VteBridge.Hosting;
using VteBridge.Vte.Reading;
using VteBridge.Vte.Schema;
using VteBridge.Vte.Sql;

namespace VteBridge.Doctor;

/// <summary>What `doctor` asks of the database.</summary>
internal static class VteChecks
{
    /// <exception cref="CannotWork">The server or its schema cannot be used; what came before stands.</exception>
    public static async IAsyncEnumerable<Finding> RunAsync(
        Composition parts,
        DoctorRequest request,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        var (version, database, login) = await parts.Vte.ReadAsync(
            "asking the server who it is",
            connection => connection.QuerySingleAsync<(string Version, string Database, string Login)>(ServerSql.Facts),
            stop
        );
        yield return Finding.Ok("server", $"{version.Split('\n')[0].Trim()}; database {database}, login {login}");

        var schema = await parts.SchemaAsync(stop);
        yield return Finding.Ok(
            "schema",
            $"{schema.Columns.Count} of {LogicalColumns.All.Count} columns found in schema {schema.Name}"
        );
        foreach (var finding in Absent(schema))
            yield return finding;

        yield return await OptionalAsync("clock", () => ClockAsync(parts, stop));
        yield return await OptionalAsync("future", () => FutureAsync(parts, schema, stop));
        yield return await OptionalAsync("runs", () => ProfileChecks.ExtentAsync(parts, schema, stop));
        if (request.Sample > 0)
        {
            var profile = await ProfileChecks.ReadAsync(parts, schema, request.Sample, stop);
            request.Proposal = Proposal.Of(profile, parts.Options);
            request.Report = profile.Report;
            request.HasRepairs = profile.Repairs > 0;
            foreach (var finding in ProfileChecks.Show(profile))
                yield return finding;
        }
        yield return await OptionalAsync("rights", () => RightsAsync(parts, schema, stop));
    }

    /// <summary>What a server will not tell is no reason not to work with it.</summary>
    private static async Task<Finding> OptionalAsync(string check, Func<Task<Finding>> ask)
    {
        try
        {
            return await ask();
        }
        catch (VteFailure failure)
        {
            return new Finding(Level.Warning, check, $"could not be found out: {failure.Message}");
        }
    }

    private static IEnumerable<Finding> Absent(VteSchema schema)
    {
        var tables = LogicalColumns.All.Select(c => c.Table).Distinct().Where(t => !schema.Has(t)).ToList();
        if (tables.Count > 0)
            yield return new Finding(
                Level.Warning,
                "tables",
                $"not there: {string.Join(", ", tables)}",
                "What they would hold is excluded of the reports. If they have other names, set Vte:Tables."
            );
        var columns = LogicalColumns
            .All.Where(c =>
                schema.Has(c.Table)
                && !schema.Columns.ContainsKey(c.QualifiedName)
                && !c.Name.EndsWith(".Row", StringComparison.Ordinal)
            )
            .ToList();
        if (columns.Count > 0)
            yield return new Finding(
                Level.Warning,
                "columns",
                $"not there: {string.Join(", ", columns.Select(c => c.QualifiedName))}",
                "Their values are excluded of the reports. If they have other names, set Vte:Columns."
            );
    }

    private static async Task<Finding> ClockAsync(Composition parts, CancellationToken stop)
    {
        var database = await DatabaseClock.ReadAsync(parts.Vte, stop);
        var difference = (database.Utc - parts.Time.GetUtcNow()).Duration();
        var text =
            $"the database's clock shows {database.Local:yyyy-MM-dd HH:mm:ss} ({database.Utc:HH:mm:ss} UTC), {difference.TotalSeconds:0} s from this machine's";
        return difference < TimeSpan.FromMinutes(1)
            ? Finding.Ok("clock", text)
            : new Finding(Level.Warning, "clock", text, "Set both clocks by the same time server.");
    }

    private static async Task<Finding> FutureAsync(Composition parts, VteSchema schema, CancellationToken stop)
    {
        var window = await parts.WindowAsync(stop);
        var (count, first) = await parts.Sync.Session(schema, window).Sources[0].FutureAsync(window.Future, stop);
        return count == 0
            ? Finding.Ok("future", "no run has a timestamp in the future")
            : new Finding(
                Level.Warning,
                "future",
                $"runs with a timestamp in the future: {count}, the first at {first:yyyy-MM-dd HH:mm:ss}",
                $"They are deferred until then. A station's clock may be wrong, or Vte:TimeZone ({parts.Options.Vte.TimeZone}) is not the zone of the timestamps."
            );
    }

    private static async Task<Finding> RightsAsync(Composition parts, VteSchema schema, CancellationToken stop)
    {
        var table = schema.Table(Tables.IndexData);
        var may = await parts.Vte.ReadAsync(
            "asking what the login may do",
            async connection =>
            {
                var answer = (IDictionary<string, object?>)await connection.QuerySingleAsync(ServerSql.MayWrite(table));
                return ServerSql.WritePermissions.Where(p => answer[p] is 1).ToList();
            },
            stop
        );
        return may.Count == 0
            ? Finding.Ok("rights", $"the login cannot change {table}")
            : new Finding(
                Level.Warning,
                "rights",
                $"the login may {string.Join(", ", may)} on {table}",
                "VteBridge only reads. Use a login that can do nothing else: scripts/vte-read-only-login.sql."
            );
    }
}
