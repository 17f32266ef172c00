using VteBridge.Monitoring.Snapshots;
using VteBridge.State;

namespace VteBridge.Monitoring.Page;

/// <summary>The runs that need a person: why, and the command that sends them once that is mended.</summary>
internal static class DeadLetterSection
{
    // The roles say what the elements say already: on narrow screens the rows are laid out as blocks, and browsers
    // would then no longer take them for a table.

    public static Markup Of(Snapshot now) =>
        Html.Of(
            $"""
            <section aria-labelledby="letters-title"><h2 id="letters-title">Dead letters</h2><div data-part="dead-letters">
            {(
                now.DeadLetters.Count == 0
                    ? Html.Of($"<p class=\"none\">None: nothing waits for a person.</p>")
                    : Table(now.DeadLetters)
            )}
            </div></section>
            """
        );

    private static Markup Table(DeadLettersView letters) =>
        Html.Of(
            $"""
            <div class="scroll" tabindex="0" role="region" aria-labelledby="letters-title"><table class="wide" role="table"><caption>{Caption(
                letters
            )}</caption>
            <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Run</th><th scope="col" role="columnheader">Unit</th><th scope="col" role="columnheader">What is wrong and what to do</th></tr></thead>
            <tbody role="rowgroup">{Html.Join(letters.Newest.Select(Row))}</tbody></table></div>
            """
        );

    private static string Caption(DeadLettersView letters) =>
        letters.Count > letters.Newest.Count
            ? $"The newest {letters.Newest.Count} of {PageText.Number(letters.Count)}; 'vtebridge status' lists them all"
        : letters.Count == 1 ? "One"
        : $"{PageText.Number(letters.Count)}, the newest first";

    private static Markup Row(DeadLetterRecord letter) =>
        Html.Of(
            $"""
            <tr role="row"><th scope="row" role="rowheader">{PageText.Raw(letter.Timestamp ?? default)}<br><small>{(
                letter.Kind == ReportKind.Run ? "test" : "repair"
            )}, <bdi>{letter.Station ?? "no station"}</bdi></small></th>
            <td role="cell"><bdi>{letter.Serial ?? "no serial"}</bdi><br><small><bdi>{letter.Testplan
                ?? "no testplan"}</bdi></small></td>
            <td role="cell"><p><bdi>{letter.What}</bdi></p><p><bdi>{letter.Fix}</bdi></p><code>vtebridge replay {letter.Id}</code></td></tr>
            """
        );
}
