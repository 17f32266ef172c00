using System.Text.Json;
using VteBridge.Checkpoints;
using VteBridge.Delivery;
using VteBridge.Health.Snapshots;

namespace VteBridge.Health;

/// <summary>What the state folder tells without asking anybody.</summary>
/// <param name="Health">What the last process that worked here left; null when there is none.</param>
/// <param name="LeftBehind">What waits where nobody takes it; null when nothing does.</param>
/// <param name="Outcomes">Of the reports of the last days of VTE's that the journal has.</param>
internal sealed record StateStatus(
    string Folder,
    Checkpoint? Checkpoint,
    SortedDictionary<string, int> Outcomes,
    SortedDictionary<string, int> Flags,
    DateOnly? Since,
    IReadOnlyList<DeadLetter> DeadLetters,
    string OutletName,
    OutletState Outlet,
    string? LeftBehind,
    Snapshot? Health
)
{
    public static StateStatus Read(Composition parts, int days)
    {
        var journal = parts.Journal;
        var (outcomes, flags) = (
            new SortedDictionary<string, int>(StringComparer.Ordinal),
            new SortedDictionary<string, int>(StringComparer.Ordinal)
        );
        var counted = journal.Days().TakeLast(days).ToList();
        foreach (var entry in counted.SelectMany(journal.OfDay))
        {
            outcomes[entry.Outcome] = outcomes.GetValueOrDefault(entry.Outcome) + 1;
            foreach (var flag in entry.Flags ?? [])
                flags[flag] = flags.GetValueOrDefault(flag) + 1;
        }
        var outlet = parts.Outlet();
        return new StateStatus(
            parts.Options.State.Folder,
            parts.CheckpointFile.Read(),
            outcomes,
            flags,
            counted.Count > 0 ? counted[0] : null,
            [.. parts.DeadLetters.All()],
            outlet.Name,
            outlet.State(),
            Delivery.LeftBehind.In(parts.Options),
            new SnapshotFile(parts.Options.State.Folder).Read()
        );
    }

    public IEnumerable<string[]> Rows()
    {
        yield return ["state folder", Folder];
        foreach (var row in Health is { } health ? HealthRows.Of(health) : [])
            yield return row;
        yield return
        [
            "checkpoint",
            Checkpoint?.Runs is { } p
                ? $"{p.Timestamp:yyyy-MM-dd HH:mm:ss.fff} (VTE's time), saved {Checkpoint.SavedAt:u}"
                : "none: no pass has settled anything yet",
        ];
        foreach (var (outcome, count) in Outcomes)
            yield return [$"{outcome} since {Since:yyyy-MM-dd}", $"{count}"];
        foreach (var (flag, count) in Flags)
            yield return [$"flag {flag}", $"{count}"];
        yield return
        [
            $"outlet {OutletName}",
            $"{Outlet.Folder}: {Outlet.Waiting} waiting, {Outlet.Taken} taken, {Outlet.Errors} in error"
                + (Outlet.OldestWaiting is { } o ? $", oldest waiting since {o:u}" : ""),
        ];
        if (LeftBehind is { } left)
            yield return ["left behind", $"{left} {Delivery.LeftBehind.Fix}"];
        yield return ["dead letters", $"{DeadLetters.Count}"];
    }

    public object Json() =>
        new
        {
            stateFolder = Folder,
            checkpoint = Checkpoint?.Runs?.Timestamp,
            repairsCheckpoint = Checkpoint?.Repairs?.Timestamp,
            savedAt = Checkpoint?.SavedAt,
            since = Since,
            outcomes = Outcomes,
            flags = Flags,
            outlet = new
            {
                name = OutletName,
                folder = Outlet.Folder,
                waiting = Outlet.Waiting,
                taken = Outlet.Taken,
                errors = Outlet.Errors,
                oldestWaiting = Outlet.OldestWaiting,
            },
            leftBehind = LeftBehind,
            health = Health is { } health ? JsonElement.Parse(SnapshotJson.ToUtf8(health)) : (JsonElement?)null,
            deadLetters = DeadLetters.Select(d => new
            {
                id = d.Id,
                kind = d.Kind,
                run = d.Run,
                serial = d.Serial,
                station = d.Station,
                testplan = d.Testplan,
                what = d.What,
                fix = d.Fix,
            }),
        };
}
