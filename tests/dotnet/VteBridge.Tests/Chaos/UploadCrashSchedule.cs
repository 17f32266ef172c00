using VteBridge.Simulator.Wats;

namespace VteBridge.Tests.Chaos;

/// <summary>
/// How often an undisturbed cycle with an upload reaches each milestone, and how many operations on the folder the sidecar does (0 without
/// it).
/// </summary>
internal sealed record UploadPoints(IReadOnlyDictionary<string, int> Milestones, int Operations);

/// <summary>
/// A random schedule with WATS, decided by its seed: `vtebridge` is killed at a milestone, or its sidecar before an operation on the queue,
/// WATS is sometimes unavailable, rows come late or are edited. In the end everything must be in WATS.
/// </summary>
internal sealed class UploadCrashSchedule(int seed, CrashPlant plant, string destination, UploadPoints points)
    : IDisposable
{
    private const int PageSize = 50;

    private readonly Random _random = new(seed);
    private readonly WorkFolder _folder = new();
    private readonly List<string> _story = [];

    public int Crashes { get; private set; }

    public string Story => $"seed {seed}, with {destination}: {string.Join("; ", _story)}";

    public static async Task<UploadPoints> PointsAsync(CrashPlant plant, string destination)
    {
        await using var wats = await plant.WatsAsync();
        using var folder = new WorkFolder();
        var operations = Path.Combine(folder.Root, "operations");
        var settings = new Dictionary<string, string>(Settings(plant, destination, folder, wats))
        {
            ["VTEBRIDGE_CHAOS_SIDECAR_COUNT_INTO"] = operations,
        };
        var milestones = await new BridgeProcess(settings).MilestonesAsync(Path.Combine(folder.Root, "milestones"));
        return new UploadPoints(
            milestones,
            File.Exists(operations) ? int.Parse(await File.ReadAllTextAsync(operations), null) : 0
        );
    }

    public async Task<(IReadOnlyList<string> Lost, IReadOnlyList<string> Duplicates)> RunAsync()
    {
        await using var wats = await plant.WatsAsync();
        var settings = Settings(plant, destination, _folder, wats);
        var (kills, change) = (_random.Next(1, 4), _random.Next(4));
        for (var launch = 0; launch < kills; launch++)
        {
            if (launch == change)
                Change();
            if (_random.Next(4) == 0)
            {
                wats.Faults.Answer(503, times: null);
                _story.Add("WATS is away");
            }
            await LaunchAsync(settings, launch);
            wats.Faults.Clear();
        }
        if (change >= kills && change % 2 == 1)
            Change();
        var bridge = new BridgeProcess(settings);
        var problems = await FinishAsync(bridge);
        var expected = plant.IsChanged ? plant.After : plant.Before;
        problems.AddRange(expected.Differences(Expected.Read(_folder)));
        problems.AddRange(expected.Forgotten(_folder));
        problems.AddRange(InWats.Problems(wats, _folder, expected));
        var received = wats.Counters.Values.Received;
        var (code, output, errors) = await bridge.SyncAsync();
        var duplicates = InWats.TooMany(wats, expected).ToList();
        if (code != 0 || wats.Counters.Values.Received != received)
            duplicates.Add(
                $"one more sync ended with {code} and sent {wats.Counters.Values.Received - received}: {output}{errors}"
            );
        return (problems, duplicates);
    }

    public void Dispose()
    {
        plant.Restore();
        _folder.Dispose();
    }

    private async Task LaunchAsync(IReadOnlyDictionary<string, string> settings, int launch)
    {
        if (points.Operations > 0 && _random.Next(2) == 0)
        {
            var operation = 1 + _random.Next(points.Operations / (launch + 1));
            var deadly = new Dictionary<string, string>(settings)
            {
                ["VTEBRIDGE_CHAOS_SIDECAR_KILL_AT"] = $"{operation}",
            };
            var (end, _, why) = await new BridgeProcess(deadly).SyncAsync();
            _story.Add($"sidecar killed at operation {operation}, vtebridge ended with {end}");
            Assert.True(end is 0 or 4 or 5, $"{Story}: {why}");
            Crashes += end == 4 ? 1 : 0;
            return;
        }
        // Half of the kills are during the upload, although few milestones belong to it.
        var isUpload = _random.Next(2) == 0;
        var names = points
            .Milestones.Keys.Where(m => !isUpload || m.StartsWith("re", StringComparison.Ordinal) && m != "renamed")
            .Order(StringComparer.Ordinal)
            .ToList();
        var name = names[_random.Next(names.Count)];
        var at = 1 + _random.Next(Math.Max(1, points.Milestones[name] / (launch + 1)));
        var (code, _, errors) = await new BridgeProcess(settings).SyncAsync($"{name}:{at}");
        var isKilled = BridgeProcess.IsKilled(code);
        _story.Add($"{(isKilled ? "killed at" : $"ended with {code} before")} {name} {at}");
        Assert.True(isKilled || code is 0 or 4 or 5, $"{Story}: {errors}");
        Crashes += isKilled ? 1 : 0;
    }

    /// <summary>
    /// The sidecar of a killed sync ends by itself, but not at once; until then it also drains the queue. Hence several attempts.
    /// </summary>
    private async Task<List<string>> FinishAsync(BridgeProcess bridge)
    {
        var last = "";
        for (var attempt = 0; attempt < 6; attempt++)
        {
            var (code, _, errors) = await bridge.SyncAsync();
            last = $"ended with {code}: {errors}";
            if (code is 0 or 5 && !Waits(".queued") && !Waits(".processing") && !InWats.WithoutReceipt(_folder).Any())
                return [];
        }
        return [$"the cycles after the last crash did not settle everything, the last {last}"];

        bool Waits(string state) => Directory.EnumerateFiles(_folder.Destination, "*" + state).Any();
    }

    private void Change()
    {
        _story.Add("rows come late, others are edited");
        plant.Change();
    }

    private static IReadOnlyDictionary<string, string> Settings(
        CrashPlant plant,
        string destination,
        WorkFolder folder,
        WatsServer wats
    ) =>
        new Dictionary<string, string>(plant.Settings(folder, destination, PageSize))
        {
            ["PYWATS_SERVER_URL"] = wats.Address.ToString(),
            ["PYWATS_API_TOKEN"] = "demo",
            ["VTEBRIDGE__Delivery__Sidecar__Python"] = Repository.PathOf("tests/python/crash_hook/python"),
            ["VTEBRIDGE_CHAOS_PYTHON"] = Python.WithPyWats,
        };
}
