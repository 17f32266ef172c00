using VteBridge.Monitoring.Snapshots;
using VteBridge.State;

namespace VteBridge.Monitoring.Page;

/// <summary>How many runs of each testplan passed, as VTE's codes say.</summary>
internal static class YieldSection
{
    public static Markup Of(Snapshot now) =>
        Html.Of(
            $"""
            <section aria-labelledby="yield"><h2 id="yield">Yield per testplan</h2><div data-part="yield">
            {(
                now.Journal.Yields.Count == 0
                    ? Html.Of($"<p class=\"none\">No run has been settled yet.</p>")
                    : Table(now.Journal)
            )}
            </div></section>
            """
        );

    private static Markup Table(JournalView journal) =>
        Html.Of(
            $"""
            <div class="scroll" tabindex="0" role="region" aria-labelledby="yield"><table><caption>Runs since {(
                journal.Since ?? default
            ):yyyy-MM-dd} of VTE's time, by the verdict that was sent</caption>
            <thead><tr><th scope="col">Testplan</th><th scope="col">Yield</th><th scope="col" class="number">Runs</th><th scope="col" class="number">Passed</th><th scope="col" class="number">Failed</th><th scope="col" class="number">Error</th><th scope="col" class="number">Terminated</th></tr></thead>
            <tbody>{Html.Join(journal.Yields.Select(Row))}</tbody></table></div>
            """
        );

    private static Markup Row(TestplanYield y) =>
        Html.Of(
            $"""
            <tr><th scope="row"><bdi>{y.Testplan}</bdi></th><td><span class="yield"><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="rest" width="100" height="8"/><rect class="passed" width="{Chart.Coordinate(
                100 * y.Yield
            )}" height="8"/></svg>{100 * y.Yield:0.0} %</span></td><td class="number">{PageText.Number(
                y.Runs
            )}</td><td class="number">{PageText.Number(y.Passed)}</td><td class="number">{PageText.Number(
                y.Failed
            )}</td><td class="number">{PageText.Number(y.Error)}</td><td class="number">{PageText.Number(
                y.Terminated
            )}</td></tr>
            """
        );
}
