using System.Text.Json.Nodes;

namespace VteBridge.Tests.EndToEnd;

/// <summary>`reconcile` and `backfill --skip-existing` ask WATS what it has. Every uploading destination must pass.</summary>
public abstract class UploadReconcileTests(string destination, string? cannotRun = null)
    : UploadTestBase(destination, cannotRun)
{
    [Fact]
    public async Task Reconcile_asks_WATS_and_sends_exactly_what_is_missing_there()
    {
        await _plant.SyncAsync();
        var lost = _wats.Store.All().Take(2).Select(r => r.Header.Id).ToHashSet();
        var kept = _wats.Store.All().Where(r => !lost.Contains(r.Header.Id)).ToList();
        _wats.Store.Clear();
        foreach (var report in kept)
            _wats.Store.Keep(report.Header, report.Body!.Value);

        string[] arguments = ["reconcile", "--json", "--from", $"{_plant.Now.AddDays(-1):yyyy-MM-dd}"];
        var found = await _plant.RunAsync(arguments);
        var repaired = await _plant.RunAsync([.. arguments, "--repair"]);
        var after = await _plant.RunAsync(arguments);

        Assert.Equal((5, true, 2), (found.Code, (bool)found.Json["askedWats"]!, (int)found.Json["missing"]!));
        Assert.Equal((0, 2), (repaired.Code, (int)repaired.Json["repaired"]!));
        Assert.Equal((0, 0, 5), (after.Code, (int)after.Json["missing"]!, (int)after.Json["accepted"]!));
    }

    [Fact]
    public async Task Deep_reconcile_names_a_changed_value_and_lost_sub_units_in_WATS()
    {
        await _plant.SyncAsync();
        var reports = _wats.Store.All();
        var changed = reports[0];
        var stripped = reports.Skip(1).First(r => r.Header.SubUnits.Count > 0);
        var steps = JsonNode.Parse(changed.Body!.Value.Span)!["root"]!["steps"]!.AsArray();
        var at = steps.ToList().FindIndex(s => s!["numericMeas"]?.AsArray().Count == 1);
        var (name, value) = ((string)steps[at]!["name"]!, (double)steps[at]!["numericMeas"]![0]!["value"]!);
        Planted.In(_wats, changed, json => json["root"]!["steps"]![at]!["numericMeas"]![0]!["value"] = 12345.5);
        Planted.In(_wats, stripped, json => json.Remove("subUnits"));

        var end = await _plant.RunAsync(
            "reconcile",
            "--deep",
            "--json",
            "--from",
            $"{_plant.Now.AddDays(-1):yyyy-MM-dd}"
        );

        var deep = end.Json["deep"]!;
        Assert.Equal((5, 5, 2), (end.Code, (int)deep["compared"]!, (int)deep["different"]!));
        Assert.All(
            deep["reports"]!.AsArray(),
            r => Assert.Equal("WATS does not have what was sent", (string?)r!["why"])
        );
        var texts = deep["reports"]!
            .AsArray()
            .ToLookup(r => (string)r!["id"]!, r => r!["differences"]!.AsArray().Select(d => (string)d!));
        var digits = value.ToString("G15", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            [$"step {at + 1} '{name}' value 12345.5 in WATS, {digits} in VTE"],
            Assert.Single(texts[$"{changed.Header.Id}"])
        );
        Assert.All(
            Assert.Single(texts[$"{stripped.Header.Id}"]),
            text => Assert.Matches("^sub-unit '.*' absent in WATS, present in VTE$", text)
        );
    }

    [Fact]
    public async Task Orphans_on_both_sides_are_found()
    {
        await _plant.SyncAsync();
        var gone = _plant.Recorded()[0].Id;
        _plant.Database.Delete("IndexData", "Index_GUID", gone);
        var stranger = Guid.Parse("0f0f0f0f-1111-4222-8333-444444444444");
        // The order of uploads is not fixed; the copied report must be of a test system that VTE still shows.
        var copied = _wats.Store.All().First(report => $"{report.Header.Id}" != $"{gone}");
        Planted.In(
            _wats,
            copied,
            json =>
            {
                json["id"] = $"{stranger}";
                json["sn"] = "STRANGER";
            }
        );

        var end = await _plant.RunAsync("reconcile", "--json", "--from", $"{_plant.Now.AddDays(-1):yyyy-MM-dd}");

        var orphans = end.Json["orphans"]!;
        Assert.Equal((5, 2, true), (end.Code, (int)orphans["count"]!, (bool)orphans["askedWats"]!));
        Assert.Equal(
            new[] { $"{gone}", $"{stranger}" }.Order(),
            orphans["found"]!.AsArray().Select(o => (string)o!["id"]!).Order()
        );
    }

    [Fact]
    public async Task A_backfill_that_skips_what_exists_sends_what_WATS_has_not_and_what_has_changed_since()
    {
        await _plant.SyncAsync();
        var kept = _wats.Store.All().Skip(2).ToList();
        _wats.Store.Clear();
        foreach (var report in kept)
            _wats.Store.Keep(report.Header, report.Body!.Value);
        Directory.Delete(_plant.Options.State.Folder, recursive: true);

        var plan = await BackfillAsync(days: 1, "--plan");
        var first = await BackfillAsync(days: 1);
        var sentFirst = _wats.Counters.Values.Accepted - 5;
        _plant.Edit(kept[0].Header.Id, "WO-105000");
        var second = await BackfillAsync(days: 2);
        var sentThen = _wats.Counters.Values.Accepted - 5 - sentFirst;

        Assert.Equal((0, 0), (first.Code, second.Code));
        Assert.Equal((2, 3), ((int)plan.Json["counts"]!["new"]!, (int)plan.Json["counts"]!["in WATS already"]!));
        Assert.Equal((2, 1, 5), (sentFirst, sentThen, _wats.Store.Count));
        Assert.True(_wats.Store.TryFind(kept[0].Header.Id, out var edited));
        Assert.Contains("WO-105000", JsonNode.Parse(edited.Body!.Value.Span)!.ToJsonString());

        Task<ProcessEnd> BackfillAsync(int days, params string[] flags) =>
            _plant.RunAsync([
                "backfill",
                "--skip-existing",
                "--json",
                "--from",
                $"{_plant.Now.AddDays(-days):yyyy-MM-dd}",
                .. flags,
            ]);
    }
}
