using VteBridge.Reconcile;

namespace VteBridge.Tests.EndToEnd;

/// <summary>`reconcile` says how far it has come.</summary>
public sealed class ReconcileProgressTests
{
    [Fact]
    public async Task Progress_of_reconcile_goes_from_begin_to_end_for_each_source()
    {
        await using var plant = await Plant.EmptyAsync();
        for (var run = 1; run <= 30; run++)
            plant.AddRun(minutesAgo: run * 10, sequence: run);
        plant.Options = plant.Options with { Vte = plant.Options.Vte with { PageSize = 5 } };
        await plant.SyncAsync();
        var seen = new Seen();

        await plant.UseAsync(async parts =>
        {
            var session = await parts.OpenAsync(TestContext.Current.CancellationToken);
            var from = new ReconcileRequest(plant.Now.AddMinutes(-310));
            await new Reconciliation(
                session.Sources,
                parts.Store,
                null,
                plant.Options.Sync,
                parts.Clock,
                session.Window,
                from
            ).RunAsync(seen, TestContext.Current.CancellationToken);
            return 0;
        });

        var runs = seen.All.Where(p => p.Text.StartsWith("runs at ", StringComparison.Ordinal)).ToList();
        Assert.InRange(runs.Count, 6, 8);
        Assert.Equal(runs.Select(p => p.Fraction).Order(), runs.Select(p => p.Fraction));
        Assert.InRange(runs[0].Fraction, 0, 0.25);
        Assert.InRange(runs[^1].Fraction, 0.9, 1);
    }

    private sealed class Seen : IProgress<(double Fraction, string Text)>
    {
        public List<(double Fraction, string Text)> All { get; } = [];

        public void Report((double Fraction, string Text) value) => All.Add(value);
    }
}
