using VteBridge.Monitoring.Alerts;
using VteBridge.Sync;

namespace VteBridge.Monitoring.Page;

/// <summary>The first thing to know. "All is well" only when every run has arrived. Tone is a class of the style sheet.</summary>
internal sealed record Headline(string Tone, string Title, string Text)
{
    public static Headline Of(Snapshot now) =>
        now switch
        {
            { Alerts.Count: > 0 } => new(
                "bad",
                now.Alerts.Count == 1 ? "One alert is raised" : $"{now.Alerts.Count} alerts are raised",
                // What they say is right below; once is enough.
                string.Join(", ", now.Alerts.Select(a => a.Rule.Name().Replace('-', ' ')))
            ),
            { LastCycle: { Result: CycleResult.Failed } cycle } => new(
                "bad",
                "The last sync failed",
                cycle.Trouble ?? ""
            ),
            { LastCycle: { Result: CycleResult.DestinationTrouble } cycle } => new(
                "bad",
                "The destination did not take every report",
                cycle.Trouble ?? ""
            ),
            { ConfigurationRefused: { } why } => new("warn", "A changed configuration is not used", why),
            { LastCycle: null, Activity: Activity.Syncing } => new("calm", "The first sync is running", ""),
            { LastCycle: null } => new("calm", "No sync has ended yet", ""),
            { Incomplete.Count: > 0 } => new("warn", "VTE has runs without an outcome", now.Incomplete[0]),
            { NightlyIsOn: true, Nights: [.., { ExitCode: not 0 } night] } => new(
                "warn",
                "The last nightly reconcile found differences, or could not ask",
                night.Text
            ),
            { Destination.Errors: > 0 } => new(
                "warn",
                $"{PageModel.Count(now.Destination.Errors, "report is", "reports are")} in error at the destination",
                $"See '{now.Destination.Folder}'."
            ),
            { LeftBehind: { } left } => new("warn", "Reports wait where nobody takes them", left),
            { DeadLetters.Count: > 0 } => new(
                "warn",
                $"{PageModel.Count(now.DeadLetters.Count, "run needs", "runs need")} a person",
                "The dead letters below say what to do."
            ),
            { Destination: { Full: { } full } } => new("warn", "The destination is full", full),
            { LastCycle.Result: CycleResult.Interrupted } => new(
                "calm",
                "The last sync was interrupted",
                "The next one goes on where it stopped."
            ),
            { Destination.Waiting: > 0 } => new(
                "calm",
                $"{PageModel.Count(now.Destination.Waiting, "report waits", "reports wait")} at the destination",
                now.Lag.Queue is { } age ? $"The oldest has waited for {DurationText.Of(age)}." : ""
            ),
            { LastCycle.Deferred: > 0 } => new(
                "good",
                "All is well",
                $"Every complete run is delivered; {PageModel.Count(now.LastCycle.Deferred, "run waits", "runs wait")} until complete."
            ),
            _ => new("good", "All is well", "Every run that VTE has is delivered."),
        };
}
