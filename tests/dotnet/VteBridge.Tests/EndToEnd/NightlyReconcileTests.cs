using VteBridge.Configuration;
using VteBridge.Hosting;
using VteBridge.Monitoring;
using VteBridge.Monitoring.Alerts;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The nightly checks find what WATS has lost, and read little of VTE.</summary>
public sealed class NightlyReconcileTests : ReconcileTestBase
{
    [Fact]
    public async Task Night_finds_what_WATS_lost_tells_it_and_is_at_peace_when_it_is_back()
    {
        _plant.Options = _plant.Options with { Reconcile = new ReconcileOptions { NightlyDays = 5 } };
        var all = _wats.Store.All();
        var days = (First: _plant.Rows.End.Date.AddDays(-4), End: _plant.Rows.End.Date);
        var lost = all.First(r =>
            r.Header.Type == "T" && r.Header.Start.DateTime >= days.First && r.Header.Start.DateTime < days.End
        ).Header.Id;
        _wats.Store.Clear();
        foreach (var report in all.Where(r => r.Header.Id != lost))
            _wats.Store.Keep(report.Header, report.Body!.Value);

        await NightAsync();
        var found = await _plant.UseAsync(p => Task.FromResult(p.Store.Nights()));
        var status = await _plant.RunAsync("status");
        var report1 = all.Single(r => r.Header.Id == lost);
        _wats.Store.Keep(report1.Header, report1.Body!.Value);
        _plant.Clock.Advance(TimeSpan.FromDays(1));
        await _plant.SyncAsync();
        await NightAsync();
        var nights = await _plant.UseAsync(p => Task.FromResult(NightStatus.Of(p.Store)));

        var wrong = Assert.Single(found, n => n.ExitCode != 0);
        Assert.Equal((1L, ExitCode.DeadLetters, "1 missing"), (wrong.Differences, wrong.ExitCode, wrong.Text));
        Assert.Contains($"{wrong.Day:yyyy-MM-dd}: 1 missing", status.Output, StringComparison.Ordinal);
        Assert.Equal([ExitCode.DeadLetters, ExitCode.Done], nights.Select(n => n.ExitCode));
        Assert.Equal([true, false], nights.Select(n => Raised([n])));
    }

    [Fact]
    public async Task Night_reconciles_one_day_a_step_and_each_day_once()
    {
        var steps = new List<int>();
        for (var step = 0; step < 5; step++)
        {
            await StepAsync();
            steps.Add((await _plant.UseAsync(p => Task.FromResult(p.Store.Nights()))).Count);
        }

        Assert.Equal([1, 2, 3, 3, 3], steps);
    }

    [Fact]
    public async Task Night_reads_a_day_of_VTE_once_and_then_asks_WATS_alone()
    {
        _plant.Options = _plant.Options with { Reconcile = new ReconcileOptions { NightlyDays = 5 } };
        await NightAsync();
        _plant.Clock.Advance(TimeSpan.FromDays(1));
        await _plant.SyncAsync();
        _plant.Server.Statistics.Reset();
        _wats.Store.Clear();
        for (var day = 0; day < 4; day++)
            await StepAsync();

        var nights = await _plant.UseAsync(p => Task.FromResult(p.Store.Nights()));
        Assert.DoesNotContain("IndexData", _plant.Server.Statistics.RowsByTable.Keys);
        Assert.Equal(9, nights.Count);
        Assert.Equal(0, nights.Take(5).Sum(n => n.Differences));
        Assert.True(nights.Skip(5).Sum(n => n.Differences) > 0, "WATS lost them all");
    }

    [Fact]
    public async Task Night_in_which_WATS_cannot_be_asked_is_no_good_night_and_is_tried_again()
    {
        _plant.Folder.WriteSecret("token", "wrong");
        await NightAsync();
        var bad = await _plant.UseAsync(p => Task.FromResult(NightStatus.Of(p.Store)));
        _plant.Folder.WriteSecret("token", "demo");
        await NightAsync();
        var soon = await _plant.UseAsync(p => Task.FromResult(NightStatus.Of(p.Store)));
        _plant.Clock.Advance(TimeSpan.FromHours(2));
        await NightAsync();
        var later = await _plant.UseAsync(p => Task.FromResult(NightStatus.Of(p.Store)));

        Assert.Equal([4, 4, 0], new[] { bad, soon, later }.Select(n => Assert.Single(n).ExitCode));
        Assert.True(Raised(bad));
    }

    private async Task NightAsync()
    {
        for (var day = 0; day < _plant.Options.Reconcile.NightlyDays; day++)
            await StepAsync();
    }

    private Task<bool> StepAsync() =>
        _plant.UseAsync(async parts =>
        {
            await new NightlyReconcile(parts).StepAsync(_plant.Clock.Now, Stop);
            return true;
        });

    private bool Raised(IReadOnlyList<NightStatus> nights) =>
        AlertRules
            .Evaluate(
                new Snapshot
                {
                    At = nights[^1].CheckedAt,
                    Program = ProgramFacts.Now(nights[^1].CheckedAt, TimeSpan.FromMinutes(5)),
                    NightlyIsOn = true,
                    Nights = nights,
                },
                new AlertOptions()
            )
            .Single(r => r.Rule == AlertRule.NightlyReconcile)
            .IsRaised;
}
