using System.Text.Json;
using System.Text.Json.Nodes;
using VteBridge.Simulator.Wats;
using static VteBridge.Tests.Simulator.Wats.Broken;

namespace VteBridge.Tests.Simulator.Wats;

public sealed class WatsStoreTests
{
    private const string First = "00000000-0000-4000-8000-000000000001";
    private const string Second = "00000000-0000-4000-8000-000000000002";
    private static readonly FixedClock Clock = new(new(2025, 3, 1, 9, 0, 0, 123, TimeSpan.Zero));
    private readonly WatsStore _store = new(keepBodies: true, Clock);

    [Fact]
    public void Another_run_is_another_report()
    {
        Assert.Equal(StoreEffect.None, Keep(SampleReports.Test(First)));
        Assert.Equal(StoreEffect.None, Keep(SampleReports.Test(Second, sn: "SN-9")));
        Assert.Equal(2, _store.Count);
    }

    [Fact]
    public void An_existing_id_is_overwritten()
    {
        Keep(SampleReports.Test(First));
        var effect = Keep(SampleReports.Test(First).With("sn", "\"SN-9\""));
        Assert.Equal(StoreEffect.OverwroteId, effect);
        Assert.True(_store.TryFind(Guid.Parse(First), out var report));
        Assert.Equal("SN-9", report.Header.SerialNumber);
        Assert.Equal(2, report.ReceiveCount);
        Assert.Equal(1, _store.Count);
    }

    [Fact]
    public void The_same_serial_part_process_and_start_under_another_id_replaces_that_report()
    {
        Keep(SampleReports.Test(First));
        var sameInstant = SampleReports.Test(Second).With("start", "\"2025-03-01T09:00:00.123Z\"");
        Assert.Equal(StoreEffect.ReplacedKey, Keep(sameInstant));
        Assert.False(_store.TryFind(Guid.Parse(First), out _));
        Assert.Equal(1, _store.Count);
    }

    [Theory]
    [InlineData("sn", "\"other\"")]
    [InlineData("pn", "\"other\"")]
    [InlineData("processCode", "11")]
    [InlineData("start", "\"2025-03-01T08:59:59+01:00\"")]
    public void Where_one_of_the_four_differs_both_are_kept(string member, string json)
    {
        Keep(SampleReports.Test(First));
        Assert.Equal(StoreEffect.None, Keep(SampleReports.Test(Second).With(member, json)));
        Assert.Equal(2, _store.Count);
    }

    [Fact]
    public void A_report_that_moved_to_other_values_leaves_its_old_ones_free()
    {
        Keep(SampleReports.Test(First));
        Keep(SampleReports.Test(First, sn: "SN-9"));
        Assert.Equal(StoreEffect.None, Keep(SampleReports.Test(Second)));
        Assert.Equal(2, _store.Count);
    }

    [Fact]
    public void A_start_in_the_future_is_kept_but_quarantined()
    {
        Assert.Equal(StoreEffect.None, Keep(SampleReports.Test(First)));
        var late = SampleReports.Test(Second).With("start", "\"2025-03-01T10:00:00.124+01:00\"");
        Assert.Equal(StoreEffect.Quarantined, Keep(late));
        Assert.True(_store.TryFind(Guid.Parse(Second), out var report) && report.Quarantined);
    }

    [Fact]
    public void Bodies_are_kept_only_when_asked_for()
    {
        var headersOnly = new WatsStore(keepBodies: false, Clock);
        var bytes = SampleReports.Test(First).Bytes();
        using var report = JsonDocument.Parse(bytes);
        headersOnly.Keep(ReportHeader.From(report.RootElement), bytes);
        _store.Keep(ReportHeader.From(report.RootElement), bytes);
        var without = Assert.Single(headersOnly.All());
        var with = Assert.Single(_store.All());
        Assert.Null(without.Body);
        Assert.Equal(bytes, with.Body!.Value.ToArray());
        Assert.Equal(with.Sha256, without.Sha256);
    }

    private StoreEffect Keep(JsonObject json)
    {
        var bytes = json.Bytes();
        using var report = JsonDocument.Parse(bytes);
        return _store.Keep(ReportHeader.From(report.RootElement), bytes);
    }
}
