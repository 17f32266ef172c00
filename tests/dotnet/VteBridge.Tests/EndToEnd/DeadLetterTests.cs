using VteBridge.State;

namespace VteBridge.Tests.EndToEnd;

/// <summary>How dead letters are listed.</summary>
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
