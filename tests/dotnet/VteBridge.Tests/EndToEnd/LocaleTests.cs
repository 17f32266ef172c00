namespace VteBridge.Tests.EndToEnd;

/// <summary>The locale of the account must not change what the program writes: neither calendar nor digits nor letters.</summary>
public sealed class LocaleTests
{
    [Theory]
    [InlineData("th_TH.UTF-8")]
    [InlineData("fa_IR.UTF-8")]
    [InlineData("ar_SA.UTF-8")]
    [InlineData("tr_TR.UTF-8")]
    public async Task State_and_reports_of_another_locale_are_the_same(string locale)
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 30, sequence: 1);
        plant.AddRun(minutesAgo: 90 * 24 * 60, sequence: 2);

        var first = await plant.RunAsync(In(locale), "sync", "--json");
        var second = await plant.RunAsync(In("C"), "sync", "--json");
        var compared = (await plant.RunAsync(In("C"), "reconcile", "--from", "2000-01-01", "--json")).Json;

        Assert.Equal((0, 2), (first.Code, (int)first.Json["delivered"]!["queued"]!));
        Assert.Equal((0, 0), (second.Code, (int)second.Json["delivered"]!["queued"]!));
        Assert.Equal(2, (int)compared["delivered"]!);
        Assert.All(["missing", "different", "wouldLookDifferent"], name => Assert.Equal(0, (int)compared[name]!));
    }

    /// <summary>A backfill finds its position by the times of the call, which another locale must not change.</summary>
    [Fact]
    public async Task Backfill_of_another_locale_is_the_same_backfill()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 90 * 24 * 60, sequence: 1);
        string[] call =
        [
            "backfill",
            "--from",
            "2020-01-01",
            "--to",
            $"{plant.Now.Date:yyyy-MM-dd}",
            "--max-load",
            "100",
        ];

        var first = await plant.RunAsync(In("th_TH.UTF-8"), call);
        var second = await plant.RunAsync(In("de_DE.UTF-8"), call);

        Assert.Equal((0, 0), (first.Code, second.Code));
        Assert.Contains("Backfill 2020-01-01 00:00:00 to ", first.Errors, StringComparison.Ordinal);
        Assert.Contains("This backfill is complete", second.Errors, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> In(string locale) => new() { ["LC_ALL"] = locale, ["LANG"] = locale };
}
