using VteBridge.Configuration;
using VteBridge.State;

namespace VteBridge.Tests.Chaos;

/// <summary>
/// A random schedule, decided by its seed: `vtebridge sync` or `run` is killed at milestones several times, unflushed writes are cut, files
/// are taken from the destination, rows come late or are edited. In the end a cycle is not disturbed.
/// </summary>
internal sealed class CrashSchedule(int seed, CrashPlant plant) : IDisposable
{
    private static readonly string[] DestinationFactory =
    [
        DestinationNames.QueueFolder,
        DestinationNames.WatchFolder,
        DestinationNames.Directory,
    ];

    private readonly Random _random = new(seed);
    private readonly WorkFolder _folder = new();
    private readonly List<string> _story = [];

    public int Crashes { get; private set; }
    public int Drops { get; private set; }

    public string Story => $"seed {seed}: {string.Join("; ", _story)}";

    /// <returns>All differences from the expected result.</returns>
    public async Task<(IReadOnlyList<string> Lost, IReadOnlyList<string> Duplicates)> RunAsync()
    {
        var destination = DestinationFactory[_random.Next(DestinationFactory.Length)];
        var pageSize = _random.Next(2) == 0 ? 7 : 50;
        _story.Add($"{destination}, pages of {pageSize}");
        var bridge = new BridgeProcess(plant.Settings(_folder, destination, pageSize));
        var milestones = await plant.MilestonesAsync(destination, pageSize);
        var ledger = new Ledger(_folder.Destination);
        var (kills, change) = (_random.Next(1, 5), _random.Next(5));
        for (var launch = 0; launch < kills; launch++)
        {
            if (launch == change)
                Change();
            await LaunchAsync(bridge, milestones, launch);
            ledger.Observe();
            TakeSome(destination);
        }
        if (change < kills || change == 4)
            Change();
        var undisturbed = plant.IsChanged ? plant.After : plant.Before;
        var problems = await FinishAsync(bridge, ledger, plant.Options(_folder, destination, pageSize));
        Drops = ledger.Drops;
        problems.AddRange(ledger.Wrong(plant.Before, plant.After).Select(id => $"wrong content {id}"));
        problems.AddRange(undisturbed.Differences(Expected.Read(_folder)));
        problems.AddRange(undisturbed.Forgotten(_folder));
        problems.AddRange(
            Directory
                .EnumerateFiles(_folder.Root, "*.tmp", SearchOption.AllDirectories)
                .Select(f => $"left behind {Path.GetFileName(f)}")
        );
        return (problems, [.. ledger.Duplicates()]);
    }

    public void Dispose()
    {
        plant.Restore();
        _folder.Dispose();
    }

    private async Task<List<string>> FinishAsync(BridgeProcess bridge, Ledger ledger, BridgeOptions options)
    {
        var problems = new List<string>();
        var (code, _, errors) = await bridge.SyncAsync();
        if (code is not 0 and not 5)
            problems.Add($"the cycle after the last crash ended with {code}: {errors}");
        ledger.Observe();
        var drops = ledger.Drops;
        // This sync runs in the test process, because a new process has been tested above and takes a second to start.
        var more = await plant.CycleAsync(options);
        ledger.Observe();
        if (more.ExitCode != ExitCode.Done || ledger.Drops != drops)
            problems.Add(
                $"one more sync ended with {more.ExitCode} and dropped {ledger.Drops - drops}: {more.DestinationTrouble}"
            );
        return problems;
    }

    private async Task LaunchAsync(BridgeProcess bridge, IReadOnlyDictionary<string, int> milestones, int launch)
    {
        var names = milestones.Keys.Order(StringComparer.Ordinal).ToList();
        var name = names[_random.Next(names.Count)];
        // Later launches have less to do, so they reach a milestone less often.
        var at = 1 + _random.Next(Math.Max(1, milestones[name] / (launch + 1)));
        var isLoop = _random.Next(4) == 0;
        var (code, _, errors) = isLoop
            ? await bridge.LoopAsync($"{name}:{at}", cycles: 2)
            : await bridge.SyncAsync($"{name}:{at}");
        var isKilled = BridgeProcess.IsKilled(code);
        _story.Add($"{(isLoop ? "run" : "sync")} {(isKilled ? "killed at" : $"ended with {code} before")} {name} {at}");
        Assert.True(isKilled || code is 0 or 5, $"{Story}: {errors}");
        if (!isKilled)
            return;
        Crashes++;
        // A loop that was killed during its pause had flushed everything, so nothing can be cut.
        if (errors.Split("Cycle ended").Length > 2)
            return;
        if (name == "temporary written" && _random.Next(2) == 0)
            TearNewest(_folder.Root, "*.tmp");
    }

    /// <summary>A crash may leave only a part of an unflushed file on the disk.</summary>
    private void TearNewest(string folder, string pattern)
    {
        var newest = Directory
            .EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
            .MaxBy(File.GetLastWriteTimeUtc)!;
        using var file = new FileStream(newest, FileMode.Open, FileAccess.ReadWrite);
        file.SetLength(_random.NextInt64(file.Length));
        _story.Add($"torn at {file.Length} of {Path.GetFileName(newest)}");
    }

    /// <summary>Does what a pyWATS client does to the folder: some files are being processed, some are completed.</summary>
    private void TakeSome(string destination)
    {
        if (destination == DestinationNames.Directory)
            return;
        var (fresh, done) =
            destination == DestinationNames.QueueFolder ? (".queued", ".completed") : (".json", ".json.completed");
        foreach (var file in Expected.Files(_folder.Destination).Order(StringComparer.Ordinal).ToList())
        {
            var state = Path.GetFileName(file)[36..];
            var next = (state, _random.Next(4)) switch
            {
                (".queued", 0) => ".processing",
                (".processing", 0) => done,
                _ when state == fresh && _random.Next(3) == 0 => done,
                _ => state,
            };
            if (next != state)
                File.Move(file, Path.Combine(_folder.Destination, Expected.IdOf(file) + next), overwrite: true);
        }
    }

    private void Change()
    {
        _story.Add("rows come late, others are edited");
        plant.Change();
    }
}
