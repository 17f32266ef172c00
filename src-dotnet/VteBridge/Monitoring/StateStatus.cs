using System.Text.Json;
using VteBridge.Delivery;
using VteBridge.Hosting;
using VteBridge.Monitoring.Snapshots;
using VteBridge.State;

namespace VteBridge.Monitoring;

/// <summary>What the state folder tells without asking anybody.</summary>
/// <param name="Health">What the last process that worked here left; null when there is none.</param>
/// <param name="StrandedReports">What waits where nobody takes it; null when nothing does.</param>
/// <param name="Outcomes">Of the reports of the last days of VTE's that the journal has.</param>
internal sealed record StateStatus(
    string Folder,
    Checkpoint? Checkpoint,
    SortedDictionary<string, int> Outcomes,
    SortedDictionary<string, int> Flags,
    DateOnly? Since,
    IReadOnlyList<DeadLetter> DeadLetters,
    string DestinationName,
    DestinationState Destination,
    string? StrandedReports,
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
        var destination = parts.Destination();
        return new StateStatus(
            parts.Options.State.Folder,
            parts.CheckpointFile.Read(),
            outcomes,
            flags,
            counted.Count > 0 ? counted[0] : null,
            [.. parts.DeadLetters.All()],
            destination.Name,
            destination.State(),
            Delivery.StrandedReports.In(parts.Options),
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
                : "none: no cycle has settled anything yet",
        ];
        foreach (var (outcome, count) in Outcomes)
            yield return [$"{outcome} since {Since:yyyy-MM-dd}", $"{count}"];
        foreach (var (flag, count) in Flags)
            yield return [$"flag {flag}", $"{count}"];
        yield return
        [
            $"destination {DestinationName}",
            $"{Destination.Folder}: {Destination.Waiting} waiting, {Destination.Taken} taken, {Destination.Errors} in error"
                + (Destination.OldestWaiting is { } o ? $", oldest waiting since {o:u}" : ""),
        ];
        if (StrandedReports is { } left)
            yield return ["left behind", $"{left} {Delivery.StrandedReports.Fix}"];
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
            destination = new
            {
                name = DestinationName,
                folder = Destination.Folder,
                waiting = Destination.Waiting,
                taken = Destination.Taken,
                errors = Destination.Errors,
                oldestWaiting = Destination.OldestWaiting,
            },
            leftBehind = StrandedReports,
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
