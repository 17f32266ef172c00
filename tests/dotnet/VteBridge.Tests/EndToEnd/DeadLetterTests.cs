using VteBridge.State;

namespace VteBridge.Tests.EndToEnd;

/// <summary>How dead letters are listed, and how one ends.</summary>
public sealed class DeadLetterTests
{
    [Fact]
    public async Task Thousand_dead_letters_are_a_handful_of_causes_in_status()
    {
        await using var plant = await Plant.EmptyAsync();
        await plant.SyncAsync();
        using (
            var store = StateStore.Open(plant.Options.State.Folder, TimeProvider.System, plant.Logs.CreateLogger(""))
        )
            store.Record(new PageRecord { DeadLetters = [.. Enumerable.Range(0, 1000).Select(Letter)] });

        var status = await plant.RunAsync("status");

        Assert.Contains("Dead letters (1000) by cause:", status.Output);
        Assert.InRange(status.Output.Split('\n').Length, 20, 60);
        for (var cause = 0; cause < 3; cause++)
        {
            Assert.Contains($"Set Mapping:Setting{cause}.", status.Output);
            Assert.Contains($"vtebridge replay --cause cause-{cause}", status.Output);
        }
    }

    [Fact]
    public async Task Log_names_the_first_twenty_dead_letters_of_a_cycle()
    {
        await using var plant = await Plant.EmptyAsync();
        for (var run = 1; run <= 23; run++)
            plant.Database.Insert(plant.RunRows(minutesAgo: 60, sequence: run).Where(row => row.Table == "IndexData"));

        Assert.Equal(23, (await plant.SyncAsync()).DeadLetters);

        Assert.Equal(20, plant.Logs.Warnings.Count(line => line.StartsWith("Dead letter ", StringComparison.Ordinal)));
        Assert.Single(plant.Logs.Warnings, line => line.Contains("more dead letters", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dead_letter_that_was_mended_in_VTE_is_delivered_by_the_next_sync()
    {
        await using var plant = await Plant.EmptyAsync();
        var rows = plant.RunRows(minutesAgo: 20, sequence: 1);
        plant.Database.Insert(rows);
        var run = rows.Single(r => r.Table == "IndexData");
        var unit = run.Values[run.Columns.ToList().IndexOf("Uut_GUID")]!;
        plant.Database.Update("UutData", "Uut_GUID", unit, "Serial", "  ");
        Assert.Equal(1, (await plant.SyncAsync()).DeadLetters);
        Assert.Equal(0, (await plant.SyncAsync()).DeadLetters);

        plant.Database.Update("UutData", "Uut_GUID", unit, "Serial", "SN-1");
        var mended = await plant.SyncAsync();

        Assert.Equal((1, 0), (mended.Queued, mended.DeadLetters));
        Assert.Empty(plant.DeadLetters());
    }

    private static DeadLetterRecord Letter(int number) =>
        new(
            new Guid(number, 0, 0, new byte[8]),
            ReportKind.Run,
            $"{number}",
            new DateTime(2026, 2, 2).AddMinutes(number),
            $"SN-{number}",
            "Station",
            "Plan",
            $"cause-{number % 3}",
            $"Run {number} lacks something.",
            $"Set Mapping:Setting{number % 3}.",
            DateTimeOffset.UnixEpoch
        );
}
