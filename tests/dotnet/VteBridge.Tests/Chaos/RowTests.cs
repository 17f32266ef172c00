using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using VteBridge.Mapping;
using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Simulator.Wats;
using VteBridge.Sync;
using VteBridge.Tests.Mapping;
using VteBridge.Tests.Simulator.Vte;
using VteBridge.Wsjf;
using OddRuns = VteBridge.Tests.Mapping.OddRuns;

namespace VteBridge.Tests.Chaos;

/// <summary>Rows that come in any order, share their times, change while they are read, or have any content.</summary>
public sealed class RowTests
{
    /// <summary>Types of the Timestamp column; each rounds times differently.</summary>
    public static TheoryData<string> TimeTypes => ["datetime", "datetime2(7)", "datetime2(3)", "smalldatetime"];

    [Theory]
    [MemberData(nameof(TimeTypes))]
    public async Task Runs_that_share_timestamps_and_are_committed_in_any_order_all_arrive_once(string type)
    {
        for (var seed = ChaosScale.FirstSeed; seed < ChaosScale.FirstSeed + Math.Max(2, ChaosScale.Seeds / 10); seed++)
        {
            var random = new Random(seed);
            await using var plant = await ChaosPlant.StartAsync(
                new PlantOptions
                {
                    Runs = 2,
                    OddRuns = false,
                    Steps = 1,
                },
                Ddl(type)
            );
            using var folder = new WorkFolder();
            var ledger = new Ledger(folder.Destination);
            var runs = Enumerable
                .Range(1, 60)
                .Select(n => SamplePlant.LiveRun(n, Time(plant, random), plant.Plant.Seed))
                .ToArray();
            random.Shuffle(runs);
            for (var at = 0; at < runs.Length; )
            {
                var batch = runs.Skip(at).Take(random.Next(1, 15)).ToList();
                plant.Database.Insert(batch.SelectMany(rows => rows));
                at += batch.Count;
                await plant.CycleAsync(plant.Options(folder, pageSize: random.Next(1, 9)));
                ledger.Observe();
            }
            (await plant.UndisturbedAsync()).AssertSame(Expected.Read(folder));
            Assert.Empty(ledger.Duplicates());
            Assert.Equal(62, Expected.Read(folder).Reports.Count);
        }
    }

    [Fact]
    public async Task A_run_that_is_edited_or_deleted_while_it_is_read_is_right_after_the_next_sync()
    {
        await using var plant = await ChaosPlant.TidyAsync();
        var ids = (await plant.UndisturbedAsync()).Reports.Keys.Order(StringComparer.Ordinal).ToList();
        plant.Server.Statistics.Reset();
        await plant.UndisturbedAsync();
        var statements = (int)plant.Server.Statistics.Statements;
        for (var at = 1; at <= statements; at++)
        {
            using var folder = new WorkFolder();
            var options = plant.Options(folder, pageSize: 200);
            plant.Server.Faults.Add(new VteFault(FaultKind.Stall) { AtStatement = at });
            var cycle = plant.CycleAsync(options);
            await plant.Server.Faults.WaitUntilStalledAsync();
            plant.Database.Update("IndexData", "Index_GUID", Guid.Parse(ids[at % 6]), "Info1", $"edit {at}");
            plant.Database.Update(
                "TestDataNumeric",
                "Index_GUID",
                Guid.Parse(ids[(at + 1) % 6]),
                "TestUnits",
                $"u{at}"
            );
            plant.Server.Faults.Release();
            await cycle;
            await plant.CycleAsync(options with { Sync = options.Sync with { LookBack = TimeSpan.FromDays(60) } });
            (await plant.UndisturbedAsync()).AssertSame(Expected.Read(folder));
        }
    }

    [Fact]
    public async Task A_young_run_whose_rows_still_change_waits_and_is_sent_once_more_when_it_is_old_enough()
    {
        await using var plant = await ChaosPlant.TidyAsync(runs: 2);
        using var folder = new WorkFolder();
        var ledger = new Ledger(folder.Destination);
        var growing = SamplePlant.LiveRun(1, plant.Plant.End.AddMinutes(4), plant.Plant.Seed);
        var header = growing.Count(r => !r.Table.StartsWith("TestData", StringComparison.Ordinal));
        plant.Database.Insert(growing.Take(header + 1));
        foreach (var steps in growing.Skip(header + 1).Chunk(1 + growing.Count / 4))
        {
            await CycleAsync();
            plant.Database.Insert(steps);
            plant.Clock.Now += TimeSpan.FromMinutes(1);
        }
        Assert.True((await CycleAsync()).Deferred > 0);
        plant.Clock.Now += TimeSpan.FromMinutes(20);
        await CycleAsync();
        (await plant.UndisturbedAsync()).AssertSame(Expected.Read(folder));
        // The two runs that were there, and the growing run twice: as it was first read and in its final form.
        Assert.Equal(4, ledger.Drops);

        async Task<SyncSummary> CycleAsync()
        {
            var summary = await plant.CycleAsync(plant.Options(folder));
            ledger.Observe();
            return summary;
        }
    }

    [Fact]
    public void Any_run_at_all_is_a_report_that_WATS_takes_or_a_reason_that_a_person_understands()
    {
        var (mapper, validator) = (Runs.Mapper(), new WsjfValidator());
        var (seed, count, reports) = (
            new Replay(new Rnd((ulong)ChaosScale.FirstSeed, 7), FSharpOption<int>.None),
            ChaosScale.IsLong ? 100_000
            : ChaosScale.IsFull ? 2_000
            : 500,
            0
        );
        var config = Config.QuickThrowOnFailure.WithMaxTest(count).WithEndSize(15).WithReplay(seed);
        FsCheck.Check.One(
            config,
            Prop.ForAll(
                OddRuns.Run.ToArbitrary(),
                run =>
                {
                    if (mapper.Map(run) is not MappedReport mapped)
                        return;
                    Assert.Empty(validator.Validate(WsjfWriter.ToUtf8(mapped.Report)));
                    reports++;
                }
            )
        );
        Assert.True(reports > count / 4, $"only {reports} of {count} became reports");
    }

    private static string Ddl(string type) =>
        ReferenceSchema
            .Ddl()
            .Replace("[Timestamp] datetime NOT NULL", $"[Timestamp] {type} NOT NULL", StringComparison.Ordinal);

    /// <summary>A time in the last minutes, often shared by several runs: values where datetime rounds, and values between them.</summary>
    private static DateTime Time(ChaosPlant plant, Random random)
    {
        double[] milliseconds = [0, 3, 3.3333, 6.6667, 7, 10, 997, 999.9999];
        return plant
            .Plant.End.AddMinutes(-random.Next(5))
            .AddMilliseconds(milliseconds[random.Next(milliseconds.Length)]);
    }
}
