using VteBridge.Monitoring.Snapshots;
using VteBridge.State;

namespace VteBridge.Monitoring.Page;

/// <summary>Destination, queue, room on the disks, and what the journal counts.</summary>
internal static class DestinationSection
{
    public static Markup Of(Snapshot now, PageText text) =>
        Html.Of(
            $"""
            <section aria-labelledby="destination"><h2 id="destination">Destination and queue</h2><dl class="rows" data-part="destination">
            {(now.Destination is { } o ? Rows(o, text) : Html.None)}
            {Row("Settled up to", text.Time(now.CompleteThrough))}
            {Html.Join(
                now.Disks.Select(d =>
                    Row(
                        $"Room for the {d.Use}",
                        Html.Of($"{(d.FreeMegabytes is { } mb ? PageText.Number(mb) + " MB" : "not known")}")
                    )
                )
            )}
            </dl></section>
            <section aria-labelledby="counts"><h2 id="counts">Reports and flags</h2><div data-part="counts">
            {(
                now.Journal.Since is { } since
                    ? Html.Of(
                        $"<p class=\"meta\">Runs since {since:yyyy-MM-dd} of VTE's time: what became of their reports, and what was odd about them</p>"
                    )
                    : Html.Of($"<p class=\"none\">No run has been settled yet.</p>")
            )}
            <dl class="rows">{Counts(now.Journal.Outcomes)}{Counts(now.Journal.Flags)}</dl></div></section>
            """
        );

    private static Markup Rows(DestinationView o, PageText text) =>
        Html.Of(
            $"""
            {Row("Destination", Html.Of($"{o.Name}"))}
            {Row("Folder", Html.Of($"<code>{o.Folder}</code>"))}
            {Row("Waiting", Html.Of($"{PageText.Number(o.Waiting)}"))}
            {(o.OldestWaiting is { } oldest ? Row("Oldest waiting since", text.Time(oldest)) : Html.None)}
            {Row("Taken", Html.Of($"{PageText.Number(o.Taken)}"))}
            {Row("In error", Html.Of($"{PageText.Number(o.Errors)}"))}
            {(
                (o.Full ?? o.Trouble) is { } trouble
                    ? Row("Trouble", Html.Of($"<span class=\"bad\">{trouble}</span>"))
                    : Html.None
            )}
            """
        );

    private static Markup Counts(IReadOnlyDictionary<string, int> counts) =>
        Html.Join(counts.Select(c => Row(c.Key, Html.Of($"{PageText.Number(c.Value)}"))));

    private static Markup Row(string name, Markup value) => Html.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");
}
