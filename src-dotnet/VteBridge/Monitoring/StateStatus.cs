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
    CheckpointRecord? Checkpoint,
    CheckpointRecord? Repairs,
    SortedDictionary<string, int> Outcomes,
    SortedDictionary<string, int> Flags,
    DateOnly? Since,
    IReadOnlyList<DeadLetterRecord> DeadLetters,
    IReadOnlyList<CensusDifference> CensusDifferences,
    string DestinationName,
    DestinationState Destination,
    string? StrandedReports,
    Snapshot? Health
)
{
    public static StateStatus Read(Composition parts, int days)
    {
        using var store = StateStore.OpenReadOnly(parts.Options.State.Folder);
        var view = JournalView.Of(store, days);
        var destination = parts.Destination;
        return new StateStatus(
            parts.Options.State.Folder,
            store.Checkpoint("runs"),
            store.Checkpoint("repairs"),
            new(view.Outcomes.ToDictionary(), StringComparer.Ordinal),
            new(view.Flags.ToDictionary(), StringComparer.Ordinal),
            view.Since,
            store.DeadLetters(),
            store.CensusDifferences(),
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
            Checkpoint is { } p
                ? $"{p.Timestamp:yyyy-MM-dd HH:mm:ss.fff} (VTE's time), saved {p.SavedAt:u}"
                : "none: no sync has been made yet",
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
        foreach (var difference in CensusDifferences)
            yield return ["incomplete", $"{difference}"];
        yield return ["dead letters", $"{DeadLetters.Count}"];
    }

    public object Json() =>
        new
        {
            stateFolder = Folder,
            checkpoint = Checkpoint?.Timestamp,
            repairsCheckpoint = Repairs?.Timestamp,
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
            incomplete = CensusDifferences.Select(d => $"{d}"),
            health = Health is { } health ? JsonElement.Parse(SnapshotJson.ToUtf8(health)) : (JsonElement?)null,
            deadLetters = DeadLetters.Select(d => new
            {
                id = d.Id,
                kind = d.Kind,
                run = d.Timestamp,
                serial = d.Serial,
                station = d.Station,
                testplan = d.Testplan,
                what = d.What,
                fix = d.Fix,
            }),
        };
}
