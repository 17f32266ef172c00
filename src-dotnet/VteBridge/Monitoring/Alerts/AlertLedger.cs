using VteBridge.Configuration;

namespace VteBridge.Monitoring.Alerts;

/// <summary>What stands after a look at the readings, and what somebody must be told now. Pure.</summary>
internal static class AlertLedger
{
    public static (IReadOnlyList<StandingAlert> Standing, IReadOnlyList<AlertMessage> Messages) Step(
        IReadOnlyList<StandingAlert> before,
        IReadOnlyList<AlertReading> readings,
        AlertOptions options,
        DateTimeOffset now
    )
    {
        var standing = new List<StandingAlert>();
        var messages = new List<AlertMessage>();
        foreach (var reading in readings)
        {
            var alert = before.FirstOrDefault(a => a.Rule == reading.Rule);
            if (alert is null && !reading.IsRaised)
                continue;
            if (alert is not null && reading.IsClear)
            {
                // Nobody needs to hear of the end of what they never heard of.
                if (alert.ToldAt is not null)
                    messages.Add(Message(AlertKind.Cleared, alert, now));
                continue;
            }
            alert ??= new StandingAlert(reading.Rule, now, "", "");
            alert = alert with { What = reading.What, Fix = reading.Fix };
            standing.Add(alert);
            if (IsDue(alert, options, now))
                messages.Add(Message(alert.ToldAt is null ? AlertKind.Raised : AlertKind.Reminder, alert, now));
        }
        return (standing, messages);
    }

    private static bool IsDue(StandingAlert alert, AlertOptions options, DateTimeOffset now) =>
        alert.TryAt is { } tryAt
            ? now >= tryAt
            : alert.ToldAt is not { } told
                || (options.RemindEvery > TimeSpan.Zero && now - told >= options.RemindEvery);

    private static AlertMessage Message(AlertKind kind, StandingAlert alert, DateTimeOffset now) =>
        new(kind, alert.Rule, alert.What, alert.Fix, alert.Since, now);
}
