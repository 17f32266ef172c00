using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Benchmarks.Harness;
using VteBridge.Configuration;
using VteBridge.Hosting;
using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Sync;
using VteBridge.Vte.Reading;

namespace VteBridge.Benchmarks.Suites;

/// <summary>
/// A day of `run` with default settings, its night included, on a clock that is moved: what the server sends, against the rows of the runs that
/// were tested that day. Counts, not times: they are the same on every machine.
/// </summary>
internal static class GentleSuite
{
    private const string Name = "gentle";
    private const string Zone = "Europe/Oslo";

    /// <summary>A Friday.</summary>
    private static readonly DateTime Begin = new(2026, 1, 30);

    /// <param name="Target">None for a small line: what each cycle costs, whatever is new, counts for more there.</param>
    private sealed record Line(int Runs, int Steps, double? Target = null);

    private static readonly Line[] Lines = [new(2_000, 40, Target: 5), new(300, 20)];

    public static IEnumerable<Figure> Run(BenchOptions options) =>
        Lines.SelectMany(line => OfDayAsync(line, options).GetAwaiter().GetResult());

    private static async Task<IReadOnlyList<Figure>> OfDayAsync(Line line, BenchOptions options)
    {
        var zone = ServerZone.Of(Zone);
        var clock = new MovedClock(zone.At(Begin));
        using var database = VteDatabase.Create(File.ReadAllText(Ddl));
        // A month of days, so that the checks of days and of the whole history have something to compare.
        database.Insert(SamplePlant.Rows(Month).Where(r => !Codes.Contains(r.Table)));
        var plant = new PlantOptions
        {
            Runs = 2 * line.Runs,
            Days = 2,
            Until = Begin.AddDays(1),
            Steps = line.Steps,
            OddRuns = false,
        };
        var rows = new Queue<(DateTime Written, PlantRow Row)>(
            Written(SamplePlant.Rows(plant)).OrderBy(r => r.Written)
        );
        await using var server = await VteServer.StartAsync(
            new VteServerOptions { Clock = clock, Zone = zone },
            database
        );
        var bridge = Options(server, Path.Combine(options.Folder, $"{Name}-{line.Runs}"));
        await using var root = new ServiceCollection()
            .AddSingleton<SchemaCache>()
            .AddSingleton<SliceMemory>()
            .AddVteBridge(() => bridge, clock, NullLoggerFactory.Instance)
            .BuildServiceProvider();
        // The history, and what the first cycles compare for the first time.
        for (
            clock.Now -= 3 * bridge.Schedule.Interval;
            clock.Now < zone.At(Begin);
            clock.Now += bridge.Schedule.Interval
        )
            await NextAsync();
        server.Statistics.Reset();

        var (vte, cycles) = (0L, 0);
        for (; clock.Now < zone.At(Begin.AddDays(1)); cycles++)
        {
            clock.Now += bridge.Schedule.Interval;
            vte += await NextAsync();
        }
        var did = server.Statistics;
        var day = string.Create(CultureInfo.InvariantCulture, $"{line.Runs:N0} runs of {line.Steps} steps a day");
        return
        [
            new(
                Name,
                $"rows per delivered row, {day}",
                (double)did.RowsSent / vte,
                "×",
                line.Target,
                Note: string.Create(
                    CultureInfo.InvariantCulture,
                    $"{vte:N0} rows of runs and repairs; {cycles} cycles"
                ),
                IsCount: true
            ),
            new(Name, $"rows sent, {day}", did.RowsSent, "rows", Note: ByTable(did)),
            new(Name, $"statements a cycle, {day}", (double)did.Statements / cycles, ""),
            new(Name, $"bytes sent, {day}", did.BytesSent / 1e6, "MB"),
        ];

        // What VTE has written by now, and a cycle. Gives the rows that its reports are made of.
        async Task<long> NextAsync()
        {
            var written = new List<PlantRow>();
            while (rows.TryPeek(out var next) && next.Written <= zone.Local(clock.Now).DateTime)
                written.Add(rows.Dequeue().Row);
            database.Insert(written);
            await CycleAsync(root, clock);
            return written.Count(row => Reported.Any(t => row.Table.StartsWith(t, StringComparison.Ordinal)));
        }
    }

    private static readonly PlantOptions Month = new()
    {
        Runs = 300,
        Seed = 8,
        Until = Begin.AddDays(-1),
        OddRuns = false,
    };

    /// <summary>The same in every plant.</summary>
    private static readonly string[] Codes =
    [
        "RepairActionCodes",
        "RepairFailureCodes",
        "RepairSyndromes",
        "RepairSyndromeCauses",
    ];

    private static readonly string[] Reported = ["IndexData", "TestData", "RepairData", "RepairActions"];

    /// <summary>When VTE writes each row: master data before all, a run at its end, half a minute after its start, a repair when it is entered.</summary>
    private static IEnumerable<(DateTime Written, PlantRow Row)> Written(IEnumerable<PlantRow> rows)
    {
        var (at, ofUnit) = (DateTime.MinValue, new List<PlantRow>());
        foreach (var row in rows)
        {
            if (row.Table is "UutData" or "UutHistory" or "AssemblyData")
            {
                ofUnit.Add(row);
                continue;
            }
            if (row.Table is "IndexData" or "RepairData")
                at = ((DateTime)row.Values[row.Columns.ToList().IndexOf("Timestamp")]!).AddSeconds(30);
            foreach (var unit in ofUnit)
                yield return (at, unit);
            ofUnit.Clear();
            yield return (at, row);
        }
    }

    private static async Task CycleAsync(IServiceProvider root, TimeProvider time)
    {
        await using var scope = Composition.Of(root);
        var cycle = new WatchedCycle(new Nobody(), time);
        var end = await cycle.RunAsync(scope.Sync, allSteps: false, default, default);
        if (end.Result != CycleResult.Done)
            throw new InvalidOperationException(CycleText.Line(end));
        await new NightlyReconcile(scope).StepAsync(end.CompleteThrough, default);
    }

    /// <summary>The defaults, but for what names this place.</summary>
    private static BridgeOptions Options(VteServer server, string folder) =>
        new()
        {
            Vte = new() { ConnectionString = server.ConnectionString, TimeZone = Zone },
            Mapping = new() { DefaultProcessCode = 10 },
            Delivery = new()
            {
                Destination = DestinationNames.Directory,
                Folder = Path.Combine(folder, "reports"),
                FlushToDisk = false,
            },
            State = new() { Folder = Path.Combine(folder, "state") },
        };

    private static string ByTable(VteStatistics did) =>
        string.Join(", ", did.RowsByTable.OrderByDescending(t => t.Value).Take(6).Select(t => $"{t.Key} {t.Value:N0}"));

    private static string Ddl => Path.Combine(AppContext.BaseDirectory, "data", "vte-9.31.sql");

    private sealed class MovedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Nobody : ISyncObserver
    {
        public void Begin(BridgeOptions options, string? configurationRefused) { }

        public void Report(CycleProgress progress, DateTimeOffset? completeThrough) { }

        public void End(CycleEnd end) { }
    }
}
