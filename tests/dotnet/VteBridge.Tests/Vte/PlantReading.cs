using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Tests.EndToEnd;
using VteBridge.Tests.Simulator.Vte;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Vte.Schema;

namespace VteBridge.Tests.Vte;

/// <summary>
/// Shared helpers for the tests of reading: a plant without keys, minimal rows, and the readers without the rest of the product.
/// </summary>
internal static partial class PlantReading
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The reference schema at a site that made its tables by SELECT INTO: no primary keys, every column nullable.</summary>
    public static Task<Plant> KeylessAsync() => WithAsync(ddl => ddl);

    /// <param name="change">Changes the create script, whose keys are removed already.</param>
    public static Task<Plant> WithAsync(Func<string, string> change)
    {
        var ddl = PrimaryKey().Replace(ReferenceSchema.Ddl(), "$1\n");
        ddl = NotNull().Replace(ddl, "$1 NULL");
        return Plant.StartAsync(new PlantOptions { Runs = 0, OddRuns = false }, change(ddl));
    }

    public static async Task<T> ReadAsync<T>(this Plant plant, Func<VteConnection, VteSchema, Task<T>> read)
    {
        await using var vte = new VteConnection(plant.Options.Vte, TimeProvider.System, NullLogger.Instance);
        return await read(vte, await SchemaReader.ReadAsync(vte, plant.Options.Vte, Stop));
    }

    /// <summary>The same with a connection whose cost is measured.</summary>
    public static async Task<T> MeasuredAsync<T>(this Plant plant, Func<VteConnection, VteSchema, Task<T>> read)
    {
        var meter = new SessionMeter(NullLogger<SessionMeter>.Instance);
        await using var vte = new VteConnection(plant.Options.Vte, TimeProvider.System, NullLogger.Instance, meter);
        return await read(vte, await SchemaReader.ReadAsync(vte, plant.Options.Vte, Stop));
    }

    public static Task<T> ReadRunsAsync<T>(this Plant plant, Func<RunReader, Task<T>> read) =>
        plant.ReadAsync((vte, schema) => read(new RunReader(vte, schema, components: true)));

    /// <summary>Reads the headers of a page, with the details of the runs that the first read of details returns.</summary>
    public static async Task<(IReadOnlyList<TestRun> Runs, Position? Next)> ReadAsync(
        this RunReader reader,
        Position from,
        DateTime until,
        CancellationToken stop,
        int take = 200
    )
    {
        var page = await reader.ReadHeadersAsync(from, until, take, stop);
        var runs = await reader.ReadDetailsAsync(page.Headers, isWholePage: true, stop);
        return (runs, runs.Count < page.Headers.Count ? Position.Of(runs[^1]) : page.Next);
    }

    public static async Task<(IReadOnlyList<Repair> Repairs, Position? Next)> ReadAsync(
        this RepairReader reader,
        Position from,
        DateTime until,
        CancellationToken stop
    )
    {
        var page = await reader.ReadHeadersAsync(from, until, 100, stop);
        return (await reader.ReadDetailsAsync(await reader.WithActionsAsync(page.Headers, stop), stop), page.Next);
    }

    public static async Task<HeaderRows<TestRun>> ReadByIdAsync(
        this RunReader reader,
        IReadOnlyCollection<Guid> ids,
        CancellationToken stop
    )
    {
        var found = await reader.HeadersByIdAsync(ids, stop);
        return found with { Headers = await reader.ReadAllDetailsAsync(found.Headers, stop) };
    }

    public static Guid Run(int number) => new($"00000000-0000-0000-0000-{number:d12}");

    /// <summary>An IndexData row, <paramref name="minutesAgo"/> minutes before the plant's present time.</summary>
    public static PlantRow Header(
        this Plant plant,
        int number,
        double minutesAgo = 60,
        int result = 1,
        Guid? unit = null,
        string? info = null
    ) => Header(Run(number), plant.Now.AddMinutes(-minutesAgo), result, unit, info);

    public static PlantRow Header(Guid? id, DateTime? time, int result = 1, Guid? unit = null, string? info = null) =>
        new("IndexData", ["Index_GUID", "Timestamp", "Result", "Uut_GUID", "Info1"], [id, time, result, unit, info]);

    public static PlantRow Unit(Guid id, string serial, string revision = "A") =>
        new("UutData", ["Uut_GUID", "Serial", "Revision"], [id, serial, revision]);

    public static PlantRow Numeric(int run, int number, double value = 1.5) =>
        new(
            "TestDataNumeric",
            ["Index_GUID", "TestStepNumber", "TestName", "TestResult", "TestResultType"],
            [Run(run), number, $"Step {number}", value, 1]
        );

    [GeneratedRegex(@",([ \t]*--[^\n]*)?\n\s*CONSTRAINT \[PK_[^\n]*\n")]
    private static partial Regex PrimaryKey();

    [GeneratedRegex(@"(\] (?:uniqueidentifier|datetime|int|nvarchar\(\w+\))) NOT NULL")]
    private static partial Regex NotNull();
}
