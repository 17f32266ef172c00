using VteBridge.Health.Snapshots;
using VteBridge.Sync.Loop;

namespace VteBridge.Health.Page;

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
            { LastPass: { Result: PassResult.Failed } pass } => new("bad", "The last pass failed", pass.Trouble ?? ""),
            { LastPass: { Result: PassResult.OutletTrouble } pass } => new(
                "bad",
                "The outlet does not take everything",
                pass.Trouble ?? ""
            ),
            { ConfigurationRefused: { } why } => new("warn", "A changed configuration is not used", why),
            { LastPass: null, Activity: Activity.InPass } => new("calm", "The first pass is under way", ""),
            { LastPass: null } => new("calm", "No pass has ended yet", ""),
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
