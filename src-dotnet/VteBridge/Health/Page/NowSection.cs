using VteBridge.Health.Snapshots;
using VteBridge.Sync.Loop;

namespace VteBridge.Health.Page;

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
                Html.Of($"{SpanText.Of(now.Lag.Most)}"),
                Html.Of($"no undelivered run is older")
            )}
            {Card("last", "Last pass", LastPass(now), LastPassMore(now, text))}
            {Card("next", "Next pass", Next(now, text), Html.Of($"every {SpanText.Of(now.Program.Interval)}"))}
            {Card(
                "rate",
                "Delivered",
                Html.Of($"{now.RunsPerMinute:0.#} / min"),
                Html.Of($"{PageText.Number(LastDay(now))} within a day")
            )}
            {Card(
                "queue",
                "Waiting in outlet",
                Html.Of($"{PageText.Number(now.Outlet?.Waiting ?? 0)}"),
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
            Activity.InPass => Html.Of($"In a pass"),
            Activity.Waiting => Html.Of($"Waiting"),
            _ => Html.Of($"Stopped"),
        };

    private static Markup DoingMore(Snapshot now) =>
        now.UnderWay is not { } pass ? Html.Of($"up to date as far as is known")
        : pass.Position is { } at
            ? Html.Of($"{pass.Stage} at {PageText.Raw(at)}, {PageText.Number(pass.RunsRead)} read")
        : Html.Of($"{pass.Stage}, {PageText.Number(pass.RunsRead)} read");

    private static Markup LastPass(Snapshot now) =>
        now.LastPass?.Result switch
        {
            null => Html.Of($"none yet"),
            PassResult.Done or PassResult.DeadLetters => Html.Of($"Good"),
            PassResult.OutletTrouble => Html.Of($"Outlet trouble"),
            PassResult.Interrupted => Html.Of($"Interrupted"),
            _ => Html.Of($"Failed"),
        };

    private static Markup LastPassMore(Snapshot now, PageText text) =>
        now.LastPass is { } pass
            ? Html.Of(
                $"{text.Recent(pass.EndedAt, now.At)}, {PageText.Number(pass.RunsRead)} runs in {SpanText.Of(pass.Elapsed)}{DeadLetters(pass.DeadLetters)}"
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
        now.NextPass is { } next ? Html.Of($"{text.Clock(next)}")
        : now.Activity == Activity.InPass ? Html.Of($"after this one")
        : Html.Of($"none planned");

    private static Markup Oldest(Snapshot now) =>
        now.Lag.Queue is { } age ? Html.Of($"the oldest for {SpanText.Of(age)}") : Html.Of($"nothing waits");

    private static long LastDay(Snapshot now) =>
        now.Hours.Where(h => h.Hour > now.At.AddHours(-24)).Sum(h => (long)h.Delivered);
}
