using VteBridge.Monitoring.Snapshots;
using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Monitoring.Page;

/// <summary>What happens now: a handful of figures.</summary>
internal static class NowSection
{
    public static Markup Of(Snapshot now, PageText text) =>
        Html.Of(
            $"""
            <section aria-labelledby="now"><h2 id="now">Now</h2><dl class="cards">
            {Card("activity", "Doing", Doing(now), DoingMore(now))}
            {Card(
                "lag",
                "Lag",
                Html.Of($"{DurationText.Of(now.Lag.Most)}"),
                Html.Of($"no undelivered run is older")
            )}
            {Card("last", "Last cycle", LastCycle(now), LastCycleMore(now, text))}
            {Card("next", "Next cycle", Next(now, text), Html.Of($"every {DurationText.Of(now.Program.Interval)}"))}
            {Card(
                "rate",
                "Delivered",
                Html.Of($"{now.RunsPerMinute:0.#} / min"),
                Html.Of($"{PageText.Number(LastDay(now))} within a day")
            )}
            {Card(
                "queue",
                "Waiting in destination",
                Html.Of($"{PageText.Number(now.Destination?.Waiting ?? 0)}"),
                Oldest(now)
            )}
            {Card(
                "letters",
                "Dead letters",
                Html.Of($"{PageText.Number(now.DeadLetters.Count)}"),
                Html.Of($"runs that need a person")
            )}
            </dl></section>
            """
        );

    private static Markup Card(string part, string name, Markup value, Markup more) =>
        Html.Of(
            $"""<div class="card"><dt>{name}</dt><dd data-part="{part}"><strong>{value}</strong> <small>{more}</small></dd></div>"""
        );

    private static Markup Doing(Snapshot now) =>
        now.Activity switch
        {
            Activity.InCycle => Html.Of($"In a cycle"),
            Activity.Waiting => Html.Of($"Waiting"),
            _ => Html.Of($"Stopped"),
        };

    private static Markup DoingMore(Snapshot now) =>
        now.UnderWay is not { } cycle ? Html.Of($"up to date as far as is known")
        : cycle.Position is { } at
            ? Html.Of($"{cycle.Stage} at {PageText.Raw(at)}, {PageText.Number(cycle.RunsRead)} read")
        : Html.Of($"{cycle.Stage}, {PageText.Number(cycle.RunsRead)} read");

    private static Markup LastCycle(Snapshot now) =>
        now.LastCycle?.Result switch
        {
            null => Html.Of($"none yet"),
            CycleResult.Done or CycleResult.DeadLetters => Html.Of($"Good"),
            CycleResult.DestinationTrouble => Html.Of($"Destination trouble"),
            CycleResult.Interrupted => Html.Of($"Interrupted"),
            _ => Html.Of($"Failed"),
        };

    private static Markup LastCycleMore(Snapshot now, PageText text) =>
        now.LastCycle is { } cycle
            ? Html.Of(
                $"{text.Recent(cycle.EndedAt, now.At)}, {PageText.Number(cycle.RunsRead)} runs in {DurationText.Of(cycle.Elapsed)}{DeadLetters(cycle.DeadLetters)}"
            )
            : Html.None;

    private static string DeadLetters(int count) =>
        count switch
        {
            0 => "",
            1 => ", 1 dead letter",
            _ => $", {PageText.Number(count)} dead letters",
        };

    private static Markup Next(Snapshot now, PageText text) =>
        now.NextCycle is { } next ? Html.Of($"{text.Clock(next)}")
        : now.Activity == Activity.InCycle ? Html.Of($"after this one")
        : Html.Of($"none planned");

    private static Markup Oldest(Snapshot now) =>
        now.Lag.Queue is { } age ? Html.Of($"the oldest for {DurationText.Of(age)}") : Html.Of($"nothing waits");

    private static long LastDay(Snapshot now) =>
        now.Hours.Where(h => h.Hour > now.At.AddHours(-24)).Sum(h => (long)h.Delivered);
}
