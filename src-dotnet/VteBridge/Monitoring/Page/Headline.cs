using VteBridge.Monitoring.Snapshots;
using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Monitoring.Page;

/// <summary>The one thing to know first: how things stand. Tone is a class of the style sheet.</summary>
internal sealed record Headline(string Tone, string Title, string Text)
{
    public static Headline Of(Snapshot now) =>
        now switch
        {
            { Alerts.Count: > 0 } => new(
                "bad",
                now.Alerts.Count == 1 ? "An alert stands" : $"{now.Alerts.Count} alerts stand",
                // What it says stands right below; once is enough.
                string.Join(", ", now.Alerts.Select(a => a.Rule.Replace('-', ' ')))
            ),
            { LastCycle: { Result: CycleResult.Failed } cycle } => new(
                "bad",
                "The last cycle failed",
                cycle.Trouble ?? ""
            ),
            { LastCycle: { Result: CycleResult.DestinationTrouble } cycle } => new(
                "bad",
                "The destination does not take everything",
                cycle.Trouble ?? ""
            ),
            { ConfigurationRefused: { } why } => new("warn", "A changed configuration is not used", why),
            { LastCycle: null, Activity: Activity.InCycle } => new("calm", "The first cycle is under way", ""),
            { LastCycle: null } => new("calm", "No cycle has ended yet", ""),
            { DeadLetters.Count: > 0 } => new(
                "warn",
                now.DeadLetters.Count == 1
                    ? "One run needs a person"
                    : $"{PageText.Number(now.DeadLetters.Count)} runs need a person",
                "Everything else is delivered. The dead letters below say what to do."
            ),
            _ => new("good", "All is well", "Every run that VTE has is delivered."),
        };
}
