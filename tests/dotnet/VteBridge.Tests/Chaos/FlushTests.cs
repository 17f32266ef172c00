using System.Diagnostics;
using System.Text.RegularExpressions;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Chaos;

/// <summary>Checks the program's system calls where they can be traced: after a power cut only flushed data is left.</summary>
public sealed partial class FlushTests
{
    [Fact]
    public async Task Report_is_on_the_disk_before_it_has_its_name()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "strace is not installed here");
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 60, sequence: 1);
        plant.AddRun(minutesAgo: 50, sequence: 2);
        plant.Options = plant.Options with { Delivery = plant.Options.Delivery with { FlushToDisk = true } };
        var calls = plant.Folder.Of("calls");
        var start = new ProcessStartInfo(
            "/usr/bin/strace",
            [
                "-f",
                "-y",
                "-e",
                "trace=fsync,fdatasync,rename,renameat,renameat2",
                "-o",
                calls,
                VtebridgeProcess.Program,
                "sync",
                "--config",
                plant.Configuration(),
            ]
        );
        start.Environment["VTEBRIDGE__Vte__ConnectionString"] = plant.Options.Vte.ConnectionString;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(!File.Exists(calls) || new FileInfo(calls).Length == 0, "processes may not be watched here");

        var (flushed, named) = (new HashSet<string>(), new List<string>());
        foreach (var call in File.ReadLines(calls))
            if (Flush().Match(call) is { Success: true } flush)
                flushed.Add(flush.Groups[1].Value);
            else if (Rename().Match(call) is { Success: true } rename)
            {
                named.Add(rename.Groups[1].Value);
                Assert.Contains(rename.Groups[1].Value, flushed);
            }
        Assert.Equal(2, named.Count);
    }

    [GeneratedRegex(@"f(?:data)?sync\(\d+<([^>]*)>")]
    private static partial Regex Flush();

    [GeneratedRegex(@"rename\w*\((?:\w+(?:<[^>]*>)?, )?""([^""]*/reports/[^""]*\.tmp)""")]
    private static partial Regex Rename();
}
