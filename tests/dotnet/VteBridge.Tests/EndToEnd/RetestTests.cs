using VteBridge.Simulator.Vte;

namespace VteBridge.Tests.EndToEnd;

/// <summary>WATS leaves a unit out of its key figures after 100 tests in a process; VteBridge warns from 80 on.</summary>
public sealed class RetestTests
{
    /// <summary>SqlClient's error number for a time-out.</summary>
    private const int TimeOut = -2;

    [Fact]
    public async Task Unit_tested_eighty_times_is_named_and_flagged_from_then_on()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.Database.Insert(Tests("SN-80", 80));
        plant.Database.Insert(Tests("SN-79", 79));
        await plant.SyncAsync();
        plant.Clock.Advance(TimeSpan.FromMinutes(30));
        var (often, seldom) = (Tests("SN-80", 1, minutesAgo: 10), Tests("SN-79", 1, minutesAgo: 11));
        plant.Database.Insert([.. often, .. seldom]);
        await plant.SyncAsync();

        var status = await plant.RunAsync("status", "--json");
        var text = await plant.RunAsync("status");

        var unit = Assert.Single(status.Json["retests"]!.AsArray())!;
        Assert.Equal(("SN-80", 80), ((string)unit["serial"]!, (int)unit["tests"]!));
        Assert.Contains("serial SN-80", text.Output, StringComparison.Ordinal);
        Assert.True(IsFlagged(Plant.IdOf(often)));
        Assert.False(IsFlagged(Plant.IdOf(seldom)));
        Assert.Equal(1, plant.Recorded().Count(r => r.Flags.Contains("many-tests")));

        // The flag is no difference to what was sent, whenever the unit reached eighty tests.
        var reconcile = await plant.RunAsync("reconcile", "--from", "2026-01-01", "--json");
        Assert.Equal(0, (int)reconcile.Json["wouldLookDifferent"]!);
        var diff = await plant.RunAsync("diff", $"{Plant.IdOf(often)}", "--json");
        Assert.Empty(diff.Json["differences"]!.AsArray());

        bool IsFlagged(Guid id) =>
            plant.Report(id)["miscInfos"]!.AsArray().Any(i => (string?)i!["text"] == "many-tests");

        // The runs have one product and various testplans, which all belong to one process.
        IReadOnlyList<PlantRow> Tests(string serial, int count, double minutesAgo = 60)
        {
            var first = plant.RunRows(minutesAgo, 1).Single(r => r.Table == "IndexData");
            return
            [
                .. Enumerable
                    .Range(1, count)
                    .SelectMany(test =>
                        plant.RunRows(minutesAgo - (test * 0.1), serial.Last() * 1000 + (int)minutesAgo + test)
                    )
                    .Select(row => Of(row, first, serial)),
            ];
        }
    }

    [Fact]
    public async Task Retests_are_counted_once_a_day()
    {
        await using var plant = await Plant.EmptyAsync();
        for (var cycle = 0; cycle < 5; cycle++)
        {
            await plant.SyncAsync();
            plant.Clock.Advance(TimeSpan.FromHours(7));
        }

        Assert.Equal(2, plant.Server.Statistics.Recent.Count(s => s.Text.Contains("@many", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(102, true)]
    [InlineData(TimeOut, true)]
    [InlineData(229, false)]
    public async Task Only_a_server_that_lacks_the_words_or_the_time_is_not_counted(int error, bool goesOn)
    {
        await using var plant = await Plant.EmptyAsync();
        plant.Server.Faults.Add(
            new VteFault(FaultKind.Error)
            {
                Number = error,
                Matching = "@many",
                Times = 1000,
            }
        );

        var failure = await Record.ExceptionAsync(plant.SyncAsync);

        Assert.Equal(goesOn, failure is null);
        Assert.Equal(goesOn, plant.Logs.All.Any(l => l.Contains("could not be counted", StringComparison.Ordinal)));
    }

    private static PlantRow Of(PlantRow row, PlantRow first, string serial) =>
        row with
        {
            Values =
            [
                .. row.Columns.Zip(
                    row.Values,
                    (column, value) =>
                        column == "Serial" && row.Table is ("UutData" or "IndexData") ? serial
                        : column.StartsWith("Product", StringComparison.Ordinal) && row.Table == "IndexData"
                            ? first.Values[first.Columns.ToList().IndexOf(column)]
                        : value
                ),
            ],
        };
}
