using System.Diagnostics;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Chaos;

/// <summary>
/// The real program on a full disk, and with output streams that cannot be written: exit code, JSON and the work done must agree, and once
/// there is room again nothing is lost or sent twice.
/// </summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private const int Runs = 60;

    /// <summary>The runs and the plant's repairs.</summary>
    private const int All = 62;
    private Plant _plant = null!;

    public async ValueTask InitializeAsync() =>
        _plant = await Plant.StartAsync(new PlantOptions { Runs = Runs, OddRuns = false });

    public ValueTask DisposeAsync() => _plant.DisposeAsync();

    /// <summary>State, reports and log are on one disk; the smaller it is, the earlier something fails.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(80)]
    [InlineData(160)]
    [InlineData(320)]
    [InlineData(480)]
    [InlineData(640)]
    public async Task Full_disk_under_everything_ends_truthfully(int kilobytes)
    {
        using var disk = TmpFs.Mount(_plant.Folder.Of("disk"), kilobytes);
        OnTheDisk(state: true, reports: true, log: true);

        var full = await SyncAsync();
        var there = full.Json["error"] is null ? _plant.Recorded().Count : 0;
        disk.Resize(20_000);
        var next = await SyncAsync();

        Assert.DoesNotContain("   at ", full.Errors);
        Assert.DoesNotContain("Unexpected", full.Errors);
        Assert.Contains(full.Code, new[] { 0, 1, 4 });
        Assert.Equal(full.Code == 0 ? All : there, there);
        Assert.Equal(0, next.Code);
        Assert.Equal(All, _plant.Recorded().Count);
        Assert.Equal(All, _plant.Reports().Count);
        Assert.Equal(0, (int)(await SyncAsync()).Json["delivered"]!["queued"]!);
    }

    [Fact]
    public async Task Full_disk_under_the_log_is_one_warning()
    {
        using var disk = TmpFs.Mount(_plant.Folder.Of("disk"), 4);
        OnTheDisk(state: false, reports: false, log: true);

        var full = await SyncAsync("--set", "Log:Level=Debug");

        Assert.Equal((0, All), (full.Code, (int)full.Json["delivered"]!["queued"]!));
        Assert.Single(
            full.Errors.Split('\n'),
            line => line.Contains("the log in", StringComparison.Ordinal) && line.Contains("cannot be written")
        );
    }

    [Fact]
    public async Task Full_disk_under_the_reports_ends_with_4()
    {
        using var disk = TmpFs.Mount(_plant.Folder.Of("disk"), 60);
        OnTheDisk(state: false, reports: true, log: false);

        var full = await SyncAsync();

        Assert.Equal(ExitCode.DestinationUnavailable, full.Code);
        Assert.Equal(_plant.Reports().Count, _plant.Recorded().Count);
        Assert.InRange(_plant.Reports().Count, 1, All - 1);
    }

    /// <summary>Standard output, standard error, or both cannot be written; the sync must still do its work.</summary>
    [Theory]
    [InlineData("> /dev/full")]
    [InlineData("2> /dev/full")]
    [InlineData("> /dev/full 2> /dev/full")]
    [InlineData(">&-")]
    [InlineData("| true")]
    [InlineData("2>&1 | true")]
    public async Task Output_that_nobody_takes_fails_no_work(string where)
    {
        var code = await ShellAsync("sync --json", where);

        Assert.Equal(0, code);
        Assert.Equal(All, _plant.Recorded().Count);
    }

    /// <summary>The export must fail when its output is lost. A closed reader (`| head`) would be no failure: .NET ignores it.</summary>
    [Fact]
    public async Task Export_whose_output_does_not_fit_fails() =>
        Assert.Equal(ExitCode.Unexpected, await ShellAsync("export --out -", "> /dev/full"));

    [Fact]
    public async Task That_output_is_lost_is_told_once()
    {
        var errors = _plant.Folder.Of("errors");

        await ShellAsync("config check --all", $"> /dev/full 2> '{errors}'");

        Assert.Single(File.ReadLines(errors), line => line.Contains("standard output", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Log_and_standard_error_on_a_full_disk_fail_no_work()
    {
        using var disk = TmpFs.Mount(_plant.Folder.Of("disk"), 4);
        OnTheDisk(state: false, reports: false, log: true);
        var errors = _plant.Folder.Of("disk", "errors");

        var code = await ShellAsync("sync --json --set Log:Level=Debug", $"2> '{errors}'");

        Assert.Equal(0, code);
        Assert.Equal(All, _plant.Recorded().Count);
    }

    private void OnTheDisk(bool state, bool reports, bool log)
    {
        var options = _plant.Options;
        string Place(bool isOnDisk, string name) => _plant.Folder.Of(isOnDisk ? "disk" : "elsewhere", name);
        _plant.Options = options with
        {
            State = options.State with { Folder = Place(state, "state") },
            Delivery = options.Delivery with { Folder = Place(reports, "reports") },
            Log = options.Log with { Folder = Place(log, "log") },
        };
    }

    private async Task<ProcessEnd> SyncAsync(params string[] flags)
    {
        var end = await _plant.RunAsync(["sync", "--json", .. flags]);
        Assert.Equal(end.Code, (int)end.Json["exitCode"]!);
        return end;
    }

    private async Task<int> ShellAsync(string call, string where)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "takes a shell of Unix");
        var start = new ProcessStartInfo(
            "bash",
            [
                "-c",
                $"'{VtebridgeProcess.Program}' {call} --config '{_plant.Configuration()}' {where}; exit ${{PIPESTATUS[0]}}",
            ]
        );
        start.Environment["VTEBRIDGE__Vte__ConnectionString"] = _plant.Options.Vte.ConnectionString;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}
