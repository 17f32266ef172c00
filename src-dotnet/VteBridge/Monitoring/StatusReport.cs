using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Monitoring.Alerts;
using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Monitoring;

/// <summary>What `status` shows: what our own folders have, without asking VTE or WATS.</summary>
/// <param name="Health">The snapshot of the last process that worked here; null when there is none.</param>
/// <param name="StrandedReports">Says how many reports wait in our own queue although another destination is configured; null when
/// none do.</param>
internal sealed record StatusReport(
    string Folder,
    CheckpointRecord? Runs,
    CheckpointRecord? Repairs,
    ReportCounts Reports,
    DeadLetterStatus Causes,
    IReadOnlyList<DeadLetterRecord> DeadLetters,
    IReadOnlyList<CensusDifference> Incomplete,
    IReadOnlyList<Retest> Retests,
    IReadOnlyList<NightStatus> Nights,
    DestinationStatus Destination,
    string? StrandedReports,
    IReadOnlyList<ServerCost> Costs,
    Snapshot? Health
)
{
    private const int ShownRetests = 5;

    public static StatusReport Read(BridgeScope parts, int days)
    {
        using var store = StateStore.OpenReadOnly(parts.Options.State.Folder);
        return new StatusReport(
            parts.Options.State.Folder,
            store.Checkpoint("runs"),
            store.Checkpoint("repairs"),
            ReportCounts.Of(store, days),
            DeadLetterStatus.Of(store),
            store.DeadLetters(),
            store.CensusDifferences(),
            store.Retests(),
            NightStatus.Of(store),
            InstallationReader.Of(parts.Destination),
            Delivery.StrandedReports.In(parts.Options),
            store.ServerCosts(days),
            new SnapshotFile(parts.Options.State.Folder).Read()
        );
    }

    public IEnumerable<string[]> Rows()
    {
        yield return ["state folder", Folder];
        foreach (var row in Health is { } health ? RowsOf(health) : [])
            yield return row;
        yield return
        [
            "checkpoint",
            Runs is { } p
                ? $"{p.Timestamp:yyyy-MM-dd HH:mm:ss.fff} (VTE's time), saved {p.SavedAt:u}"
                : "none: no sync has recorded an outcome yet",
        ];
        foreach (var (outcome, count) in Reports.Outcomes)
            yield return [$"{outcome} since {Reports.Since:yyyy-MM-dd}", $"{count}"];
        foreach (var (flag, count) in Reports.Flags)
            yield return [$"flag {flag}", $"{count}"];
        yield return
        [
            $"destination {Destination.Name}",
            $"{Destination.Folder}: {Delivery.DestinationState.Counts(Destination.Name, Destination.Waiting, Destination.Taken, Destination.Errors)}"
                + (Destination.OldestWaiting is { } o ? $", oldest waiting since {o:u}" : ""),
        ];
        if (Destination.Errors > 0 && !DestinationNames.HasOwnQueue(Destination.Name))
            yield return
            [
                "in error",
                $"{DestinationState.ErrorsText(Destination.Errors, Destination.Folder)} {DestinationState.ErrorsFix}",
            ];
        if (Destination.Pause is { } pause)
            yield return ["pause", pause];
        if (StrandedReports is { } stranded)
            yield return ["left behind", $"{stranded} {Delivery.StrandedReports.Fix}"];
        foreach (var difference in Incomplete)
            yield return ["incomplete", $"{difference}"];
        foreach (var unit in Retests.Take(ShownRetests))
            yield return ["tested often", $"{unit}"];
        if (Retests.Count > 0)
            yield return ["tested often", $"{Retests.Count} units. {Retest.Fix}"];
        foreach (var cost in Costs)
            yield return [$"cost to the server on {cost.Day:yyyy-MM-dd}", $"{cost}"];
        foreach (var night in Nights)
            yield return
            [
                $"night {night.Night:yyyy-MM-dd}",
                $"{night.From:yyyy-MM-dd} to {night.To:yyyy-MM-dd}: {night.Text}",
            ];
        yield return ["dead letters", $"{Causes.Count}"];
    }

    public object Json() =>
        new
        {
            stateFolder = Folder,
            checkpoint = Runs?.Timestamp,
            repairsCheckpoint = Repairs?.Timestamp,
            savedAt = Runs?.SavedAt,
            since = Reports.Since,
            outcomes = Reports.Outcomes,
            flags = Reports.Flags,
            destination = Destination,
            leftBehind = StrandedReports,
            incomplete = Incomplete.Select(d => $"{d}"),
            serverCosts = Costs.Select(c => new
            {
                day = c.Day,
                cycles = c.Cycles,
                cpuSeconds = c.Cpu.TotalSeconds,
                logicalReads = c.LogicalReads,
                reads = c.Reads,
                rows = c.Rows,
                elapsedSeconds = c.Elapsed.TotalSeconds,
                longestLockWaitSeconds = c.LongestLockWait?.TotalSeconds,
            }),
            retests = Retests,
            nights = Nights,
            health = Health is { } health ? JsonElement.Parse(SnapshotJson.ToUtf8(health)) : (JsonElement?)null,
            deadLetterCauses = Causes.Causes.Select(c => new
            {
                cause = c.Cause,
                count = c.Count,
                what = c.Newest.What,
                fix = c.Newest.Fix,
                newest = c.Newest.Id,
            }),
            deadLetters = DeadLetters.Select(d => new
            {
                id = d.Id,
                kind = d.Kind.ToString(),
                cause = d.Cause,
                run = d.Timestamp,
                serial = d.Serial,
                station = d.Station,
                testplan = d.Testplan,
                what = d.What,
                fix = d.Fix,
            }),
        };

    private static IEnumerable<string[]> RowsOf(Snapshot health)
    {
        yield return ["as of", $"{health.At:u}, by process {health.Program.ProcessId} on {health.Program.Host}"];
        yield return ["state", StatusText.Of(health)];
        if (health.LastGoodCycle is { } good)
            yield return ["last good sync", $"{good:u}"];
        if (health.FailedInARow > 0)
            yield return ["failed syncs in a row", $"{health.FailedInARow}"];
        yield return ["lag", DurationText.Of(health.Lag.Most)];
        yield return ["reports per minute", $"{health.ReportsPerMinute}"];
        if (health.ConfigurationRefused is { } refused)
            yield return ["configuration refused", refused];
        foreach (var alert in health.Alerts)
            yield return [$"alert {alert.Rule.Name()}", $"since {alert.Since:u}: {alert.What} {alert.Fix}"];
    }
}

/// <summary>What the installation is doing, in one sentence.</summary>
internal static class StatusText
{
    public static string Of(Snapshot now) =>
        now switch
        {
            { CurrentCycle: { } cycle } =>
                $"Syncing ({cycle.Stage}): {cycle.RunsRead} runs read, {cycle.Delivered} delivered",
            { LastCycle: { Result: CycleResult.Failed or CycleResult.DestinationTrouble } last } =>
                $"The last sync did not complete: {last.Trouble}",
            { LastCycle: { } last } =>
                $"Last sync {Time(last.EndedAt)}: {last.RunsRead} runs read, {last.DeadLetters} dead letters",
            _ => "No sync yet",
        } + (now.NextCycle is { } next ? $"; next sync {Time(next)}" : "");

    private static string Time(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
