using VteBridge.Simulator.Vte;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Chaos;

/// <summary>Three-hour tests beside short ones during a day of plant time, for both ways in which VTE may insert the rows.</summary>
public sealed class BurnInTests
{
    private const int Short = 72;
    private const int Long = 12;
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan BurnIn = TimeSpan.FromHours(3);

    /// <summary>The loop's default interval in a full run; a longer one otherwise, to save time.</summary>
    private static TimeSpan Interval => TimeSpan.FromMinutes(ChaosScale.IsFull ? 5 : 20);

    /// <param name="isInsertedAtStart">
    /// True: the header is inserted at the start, steps and result at the end. False: everything is inserted at the end, with the time of
    /// the start.
    /// </param>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Long_tests_beside_short_ones_all_arrive_with_their_final_content(bool isInsertedAtStart)
    {
        await using var plant = await Plant.EmptyAsync();
        var begin = plant.Clock.Now;
        var events = new PriorityQueue<Action, TimeSpan>();
        for (var run = 0; run < Short + Long; run++)
        {
            var isLong = run < Long;
            var at = isLong ? Day * run / Long : Day * (run - Long) / Short;
            // The rows of a run have the time of its start.
            var rows = plant.RunRows(minutesAgo: -at.TotalMinutes, sequence: run + 1);
            if (!isLong)
                events.Enqueue(() => plant.Database.Insert(rows), at);
            else if (isInsertedAtStart)
            {
                events.Enqueue(() => plant.Database.Insert(rows.Where(r => !IsStep(r)).Select(WithoutResult)), at);
                events.Enqueue(() => Finish(plant, rows), at + BurnIn);
            }
            else
                events.Enqueue(() => plant.Database.Insert(rows), at + BurnIn);
        }

        var (sent, cycles) = (0, 0);
        for (var now = TimeSpan.Zero; now < Day + BurnIn + TimeSpan.FromHours(3); now += Interval, cycles++)
        {
            plant.Clock.Now = begin + now;
            while (events.TryPeek(out var happens, out var at) && at <= now)
            {
                events.Dequeue();
                happens();
            }
            sent += (await plant.SyncAsync(allSteps: false)).Queued;
        }

        using var tally = new Tally("burn-ins beside short tests");
        var there = plant.Reports();
        var loop = plant.Options;
        plant.Options = loop with
        {
            State = loop.State with { Folder = plant.Folder.Of("undisturbed state") },
            Delivery = loop.Delivery with { Folder = plant.Folder.Of("undisturbed") },
        };
        await plant.SyncAsync();
        var final = plant.Reports();
        Assert.Equal(Short + Long, final.Count);
        // A run inserted at its start may be sent once without steps; no other report may be sent twice.
        var most = Short + Long + (isInsertedAtStart ? Long : 0);
        tally.Add(
            $"{cycles} cycles",
            [
                .. final
                    .Where(r => !there.TryGetValue(r.Key, out var sent) || !sent.SequenceEqual(r.Value))
                    .Select(r => $"{r.Key}"),
            ],
            sent > most ? [$"{sent} sent, at most {most} expected"] : [],
            Short + Long
        );
        tally.AssertNothingLostAndNothingTwice();
    }

    private static void Finish(Plant plant, IReadOnlyList<PlantRow> rows)
    {
        plant.Database.Insert(rows.Where(IsStep));
        var header = rows.Single(IsHeader);
        plant.Database.Update(
            "IndexData",
            "Index_GUID",
            Plant.IdOf(rows),
            "Result",
            header.Values[header.Columns.ToList().IndexOf("Result")]
        );
    }

    private static PlantRow WithoutResult(PlantRow row) =>
        IsHeader(row)
            ? row with
            {
                Values = [.. row.Values.Select((value, i) => row.Columns[i] == "Result" ? null : value)],
            }
            : row;

    private static bool IsHeader(PlantRow row) => row.Table == "IndexData";

    private static bool IsStep(PlantRow row) => row.Table.StartsWith("TestData", StringComparison.Ordinal);
}
