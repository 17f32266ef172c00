using VteBridge.Configuration;
using VteBridge.Sync;

namespace VteBridge.Tests.Chaos;

/// <summary>Cycles over a wire with faults: how they must fail, and that the next one completes.</summary>
public abstract class WireTestBase : IAsyncLifetime
{
    /// <summary>Ten faults at some forty statements each: every run tries one case in five, scripts/chaos all of them.</summary>
    private protected const int Sample = 5;

    private protected ChaosPlant _plant = null!;
    private protected Expected _expected = null!;
    private protected int _statements;

    public async ValueTask InitializeAsync()
    {
        _plant = await ChaosPlant.TidyAsync();
        _expected = await _plant.UndisturbedAsync(o => o with { Vte = o.Vte with { PageSize = 5 } });
        _plant.Server.Statistics.Reset();
        using var folder = new WorkFolder();
        await CycleAsync(folder);
        _statements = (int)_plant.Server.Statistics.Statements;
        Assert.True(_statements > 20, $"{_statements} statements");
    }

    public ValueTask DisposeAsync() => _plant.DisposeAsync();

    private protected Task FailsAsync(WorkFolder folder, string word) => FailsAsync(CycleAsync(folder), word);

    private protected async Task FailsAsync(Task cycle, string word)
    {
        var failure = await Assert.ThrowsAsync<VteFailure>(() => cycle);
        _plant.Server.Faults.Clear();
        AssertOneSentence(failure);
        Assert.Contains(word, failure.Message, StringComparison.Ordinal);
    }

    private protected async Task NextCycleCompletesAsync(Tally tally, string story, WorkFolder folder)
    {
        var ledger = new Ledger(folder.Destination);
        ledger.Observe();
        Assert.Equal(0, (await CycleAsync(folder)).ExitCode);
        ledger.Observe();
        Note(tally, story, folder, ledger);
    }

    private protected void Note(Tally tally, string story, WorkFolder folder, Ledger? ledger = null) =>
        tally.Add(
            story,
            _expected.Differences(Expected.Read(folder)),
            [.. ledger?.Duplicates() ?? []],
            _expected.Reports.Count,
            faults: 1
        );

    /// <summary>At each attempt SqlClient tries a closed port until its connect time-out, 15 s by default; here it is 2 s.</summary>
    private protected Task<SyncSummary> ImpatientCycleAsync(WorkFolder folder)
    {
        var options = _plant.Options(folder, DestinationNames.Directory, pageSize: 5);
        var target = options.Vte.ConnectionString + ";Connect Timeout=2";
        return _plant.CycleAsync(options with { Vte = options.Vte with { ConnectionString = target, Retries = 1 } });
    }

    private protected Task<SyncSummary> CycleAsync(WorkFolder folder)
    {
        var options = _plant.Options(folder, DestinationNames.Directory, pageSize: 5);
        return _plant.CycleAsync(options with { Vte = options.Vte with { Retries = 2 } });
    }

    /// <summary>Short time-outs for a server that does not answer. In other tests a busy machine would exceed them.</summary>
    private protected Task<SyncSummary> BriefCycleAsync(WorkFolder folder, int retries = 2)
    {
        var options = _plant.Options(folder, DestinationNames.Directory, pageSize: 5);
        return _plant.CycleAsync(
            options with
            {
                Vte = options.Vte with { Retries = retries, CommandTimeout = TimeSpan.FromSeconds(1) },
            }
        );
    }

    private protected static void AssertOneSentence(VteFailure failure)
    {
        Assert.Equal(ExitCode.VteUnavailable, failure.ExitCode);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.EndsWith(".", failure.Message, StringComparison.Ordinal);
        Assert.InRange(failure.Message.Length, 60, 450);
        Assert.DoesNotContain("Read-only-1", failure.Message, StringComparison.Ordinal);
    }
}
