using VteBridge.Doctor;
using VteBridge.Monitoring.Snapshots;

namespace VteBridge.Monitoring.Page;

/// <summary>What was reported to people: alerts that stand, and the last warnings of the log.</summary>
internal static class NoticeSections
{
    public static Markup Alerts(Snapshot now, PageText text) =>
        Html.Of(
            $"""
            <div data-part="alerts">{(now.Alerts.Count == 0 ? Html.None : AlertList(now.Alerts, text))}</div>
            """
        );

    public static Markup Warnings(Snapshot now, PageText text) =>
        Html.Of(
            $"""
            <section aria-labelledby="log"><h2 id="log">Last warnings of the log</h2><div data-part="log">
            {(
                now.Warnings.Count == 0
                    ? Html.Of($"<p class=\"none\">None since the program started.</p>")
                    : WarningList(now.Warnings, text)
            )}
            </div></section>
            """
        );

    private static Markup AlertList(IReadOnlyList<RaisedAlert> alerts, PageText text) =>
        Html.Of(
            $"""
            <section aria-labelledby="alerts-title" class="alerts"><h2 id="alerts-title">Alerts</h2><ul>
            {Html.Join(
                alerts.Select(a =>
                    Html.Of(
                        $"<li><p class=\"what\"><bdi>{a.What}</bdi></p><p>{a.Fix}</p><small>{a.Rule}, since {text.Time(a.Since)}</small></li>"
                    )
                )
            )}
            </ul></section>
            """
        );

    private static Markup WarningList(IReadOnlyList<LoggedWarning> warnings, PageText text) =>
        Html.Of(
            $"""
            <ul class="log">{Html.Join(
                warnings.Select(w =>
                    Html.Of($"<li><span class=\"meta\">{text.Time(w.At)} {w.Level}{(w.Times > 1 ? $", {w.Times} times" : "")}</span> <bdi>{w.Text}</bdi></li>")
                )
            )}</ul>
            """
        );
}
