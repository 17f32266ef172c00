using VteBridge.Simulator.Vte;
using VteBridge.Sync;
using VteBridge.Tests.EndToEnd;
using VteBridge.Tests.State;

namespace VteBridge.Tests.Sync;

/// <summary>Delivered, then remembered, never the other way round; and remembered on the disk before the checkpoint moves.</summary>
public sealed class OrderOfSideEffectsTests
{
    [Fact]
    public async Task A_page_is_delivered_then_journalled_then_left_behind()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 60, sequence: 1);
        plant.AddRun(minutesAgo: 50, sequence: 2);
        var rows = plant.RunRows(minutesAgo: 40, sequence: 3);
        plant.Database.Insert(rows);
        var run = rows.Single(r => r.Table == "IndexData");
        plant.Database.Update(
            "UutData",
            "Uut_GUID",
            run.Values[run.Columns.ToList().IndexOf("Uut_GUID")]!,
            "Serial",
            null
        );
        plant.Options = plant.Options with { Vte = plant.Options.Vte with { PageSize = 2 } };

        using var seen = Milestones.Watch();
        await plant.SyncAsync();

        const string File = "temporary written, temporary flushed, renamed";
        Assert.Equal(
            $"""
            {File}
            {File}
            journal opened, journal written, journal flushed
            {File}, checkpoint moved
            {File}, dead letter recorded
            journal opened, journal written, journal flushed
            {File}, checkpoint moved
            journal marked open, journal marked closed
            """,
            Told(seen.All)
        );
    }

    [Fact]
    public async Task A_pass_over_what_is_settled_delivers_and_remembers_nothing()
    {
        await using var plant = await LaterTests.WithThreeRunsAsync();

        using var seen = Milestones.Watch();
        await plant.SyncAsync();

        Assert.Equal(["journal marked open", "journal marked closed"], seen.All);
    }

    [Fact]
    public async Task Asked_to_finish_while_a_page_is_read_it_delivers_that_page_and_no_other()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 60, sequence: 1);
        plant.AddRun(minutesAgo: 50, sequence: 2);
        plant.Options = plant.Options with { Vte = plant.Options.Vte with { PageSize = 1 } };
        plant.Server.Faults.Add(new VteFault(FaultKind.Stall) { Matching = "TestDataText" });
        using var finish = new CancellationTokenSource();
        var stop = TestContext.Current.CancellationToken;

        await plant.UseAsync(async parts =>
        {
            var pass = parts
                .Pass(await parts.SchemaAsync(stop), finish.Token)
                .RunAsync(await parts.WindowAsync(stop), new Progress<CycleProgress>(), stop);
            await plant.Server.Faults.WaitUntilStalledAsync().WaitAsync(stop);
            await finish.CancelAsync();
            plant.Server.Faults.Release();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pass);
            return true;
        });

        Assert.Single(plant.Reports());
    }

    /// <summary>A line for each thing that is finished; a file is the beginning of what it belongs to.</summary>
    private static string Told(IReadOnlyList<string> milestones) =>
        string.Join(", ", milestones)
            .Replace("renamed, temporary", "renamed\ntemporary")
            .Replace("renamed, journal", "renamed\njournal")
            .Replace("flushed, temporary written", "flushed\ntemporary written")
            .Replace("moved, ", "moved\n")
            .Replace("recorded, ", "recorded\n");
}
