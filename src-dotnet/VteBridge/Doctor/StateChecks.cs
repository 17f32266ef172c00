using VteBridge.Configuration;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Vte.Reading;

namespace VteBridge.Doctor;

/// <summary>
/// What `doctor` checks in the state store, and what the store has measured: the cost of reading, and how late runs were
/// first seen.
/// </summary>
internal static class StateChecks
{
    private const int MostRuns = 100_000;
    private static readonly TimeSpan Measured = TimeSpan.FromDays(14);

    public static IEnumerable<Finding> Run(BridgeScope parts)
    {
        var findings = new List<Finding>();
        try
        {
            using var store = StateStore.OpenReadOnly(parts.Options.State.Folder);
            findings.Add(
                Finding.Ok(
                    FindingGroup.Machine,
                    "state store",
                    store.CreatedAt is { } created ? $"kept since {created:yyyy-MM-dd}" : "there is none yet"
                )
            );
            findings.AddRange(Delay(store, parts));
            findings.Add(Cost(store, parts.Options.Vte));
            findings.AddRange(
                store
                    .CensusDifferences()
                    .Select(d =>
                        Finding.Warning(
                            FindingGroup.Data,
                            "census",
                            $"{d}",
                            "Run 'vtebridge reconcile --repair' over that day."
                        )
                    )
            );
        }
        catch (StateFailure failure)
        {
            findings.Add(Finding.Of(FindingGroup.Machine, "state store", failure));
        }
        return findings;
    }

    private static Finding Cost(StateStore store, VteOptions options)
    {
        var days = store.ServerCosts(days: 7);
        return Finding.Ok(
            FindingGroup.Vte,
            "cost",
            (
                days.Count == 0
                    ? "what reading costs the server is not known: the server did not report it, or there was no cycle yet"
                    : string.Join("; ", days.Select(d => $"{d.Day:yyyy-MM-dd} {d}"))
            )
                + (
                    options.MaxBusyPercent < 100
                        ? $"; reading is limited to {options.MaxBusyPercent} % of the time (Vte:MaxBusyPercent)"
                        : ""
                )
                + $". The DBA can check it: {SessionMeter.CheckQuery}"
        );
    }

    /// <summary>How late runs were first seen. Only runs made since the store was created count: nobody looked for older ones.</summary>
    private static IEnumerable<Finding> Delay(StateStore store, BridgeScope parts)
    {
        var now = parts.Time.GetUtcNow();
        if (store.CreatedAt is not { } created)
            yield break;
        var from = created > now - Measured ? created : now - Measured;
        var delays = store
            .Reports(parts.Clock.LatestRaw(from), DateTime.MaxValue)
            .Where(r => r is { Kind: ReportKind.Run, FirstRecordedAt: not null })
            .Take(MostRuns)
            .Select(r => r.FirstRecordedAt!.Value - parts.Clock.Resolve(r.Timestamp, null, null).Local)
            .Where(delay => delay > TimeSpan.Zero)
            .ToList();
        if (delays.Count == 0)
            yield break;
        var longest = delays.Max();
        var lookBack = parts.Options.Sync.LookBack;
        var text =
            $"runs of the last days were first seen {DurationText.Of(delays.Order().ElementAt(delays.Count / 2))} (median) to {DurationText.Of(longest)} after their timestamp";
        yield return longest > lookBack
            ? Finding.Warning(
                FindingGroup.Data,
                "delay",
                $"{text}, later than the look-back of {DurationText.Of(lookBack)}",
                "Such runs are found by the hourly comparison of days, not by the next cycle. Raise Sync:LookBack above this delay to see them at once."
            )
            : Finding.Ok(FindingGroup.Data, "delay", $"{text}, within the look-back of {DurationText.Of(lookBack)}");
    }
}
