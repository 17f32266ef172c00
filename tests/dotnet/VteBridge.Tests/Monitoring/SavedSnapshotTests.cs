using VteBridge.Monitoring;
using VteBridge.Monitoring.Alerts;

namespace VteBridge.Tests.Monitoring;

/// <summary>The saved snapshot is continued by the next process, and a damaged or newer one is ignored.</summary>
public sealed class SavedSnapshotTests : HealthStateTest
{
    [Fact]
    public void The_next_process_goes_on_from_the_saved_snapshot()
    {
        Begin();
        Progress(10, 10);
        End(Settled(_time.GetUtcNow()) with { Flags = new Dictionary<string, int> { ["text-cut"] = 1 } });
        _health.Set(Seen(oldest: _time.GetUtcNow()));
        var before = _health.Take();

        var read = SnapshotJson.Parse(SnapshotJson.ToUtf8(before))!;
        Assert.Equal(SnapshotJson.ToUtf8(before), SnapshotJson.ToUtf8(read));

        _time.Advance(TimeSpan.FromHours(1));
        var after = State(read).Take();
        Assert.Equal(10, after.Hours.Sum(h => h.Delivered));
        Assert.Equal(TimeSpan.FromHours(1), after.Lag.Most);
        Assert.Equal(Activity.Stopped, after.Activity);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"format\":1")]
    [InlineData("[]")]
    [InlineData("null")]
    public void A_damaged_snapshot_is_none(string text) =>
        Assert.Null(SnapshotJson.Parse(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_snapshot_cut_at_any_byte_is_none()
    {
        var whole = SnapshotJson.ToUtf8(
            Some.Healthy with
            {
                Alerts = [new ActiveAlert(AlertRule.NoCycle, Some.Now, "what", "fix")],
            }
        );
        Assert.Single(SnapshotJson.Parse(whole)!.Alerts);

        Assert.All(
            Enumerable.Range(0, whole.Length),
            length => Assert.Null(SnapshotJson.Parse(whole.AsSpan(0, length)))
        );
    }

    [Fact]
    public void A_snapshot_of_a_newer_version_is_none() =>
        Assert.Null(SnapshotJson.Parse(SnapshotJson.ToUtf8(Some.Healthy with { Format = Snapshot.CurrentFormat + 1 })));
}
