using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>Describes a repair in words, for the comments of its report.</summary>
internal static class RepairTexts
{
    /// <summary>The text for the whole repair: its comment, then its actions.</summary>
    public static string Comment(Repair repair) => Words.Join('\n', [repair.Comment, .. repair.Actions.Select(Done)]);

    /// <summary>The text for one failure: VTE's descriptions of the failure and of the action, then the syndromes.</summary>
    public static string Failure(Repair repair, RepairAction? action, bool isStepKnown) =>
        Words.Join(
            '\n',
            [
                Wrong(repair),
                action is null ? null : Action(action),
                action?.Comment,
                repair.StepNumber is { } step && !isStepKnown ? $"Step {step}, which the run does not have" : null,
                .. repair.Syndromes.Select(Syndrome),
            ]
        );

    private static string Done(RepairAction action)
    {
        var time = action.Timestamp?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var remark = string.IsNullOrWhiteSpace(action.Comment) ? null : $"- {action.Comment.Trim()}";
        return Words.Join(' ', [time, Action(action), remark]);
    }

    private static string? Wrong(Repair repair)
    {
        var words = Words.Join(' ', [repair.FailureDescription, InBrackets(repair.FailureCategory)]);
        return Coded("Failure", repair.FailureCode, words);
    }

    private static string? Action(RepairAction action)
    {
        var part = string.IsNullOrWhiteSpace(action.PartNumber) ? null : $"part {action.PartNumber.Trim()}";
        return Coded("Action", action.ActionCode, Words.Join(' ', [action.Description, action.Component, part]));
    }

    private static string Syndrome(RepairSyndrome syndrome)
    {
        var causes = syndrome.Causes.Select(cause =>
            Words.Join(
                ' ',
                [
                    cause.FailureCode is null ? null : $"failure {cause.FailureCode}",
                    cause.Component,
                    cause.Count is null ? null : $"{cause.Count} times",
                ]
            )
        );
        var known = string.Join("; ", causes.Where(cause => cause.Length > 0));
        return $"Syndrome: {Words.Join(' ', [syndrome.TestName, syndrome.Description])}{(known.Length == 0 ? "" : $" (causes: {known})")}";
    }

    private static string? Coded(string what, string? code, string words) =>
        string.IsNullOrWhiteSpace(code) && words.Length == 0
            ? null
            : Words.Join(' ', [what, code]) + (words.Length == 0 ? "" : $": {words}");

    private static string? InBrackets(string? text) => string.IsNullOrWhiteSpace(text) ? null : $"({text.Trim()})";
}

/// <summary>
/// The comment of a repair. A repair report has no report text that could keep a long comment whole, so the comment continues in
/// the comments of the failures, as far as they have room.
/// </summary>
internal sealed class RepairComment
{
    private const string Continued = "Comment of the repair, continued: ";
    private const string CutNote = "… (cut: too long for WATS)";
    private string _rest = "";

    public RepairComment(string text, Findings findings)
    {
        Beginning = WsjfText.Clean(text.Trim());
        if (Beginning.Length <= WsjfLimits.Comment)
            return;
        findings.Raise(Flags.TextCut);
        var note =
            $"… (goes on in the comments of the failures as far as they have room; {ReportText.SizeOf(Beginning)})";
        var begin = WsjfText.Cut(Beginning, WsjfLimits.Comment - note.Length);
        _rest = Beginning[begin.Length..];
        Beginning = begin + note;
    }

    /// <summary>As much as fits into the report's own comment.</summary>
    public string Beginning { get; }

    /// <summary>The failures, with the rest of the comment appended to their own comments.</summary>
    public IReadOnlyList<Failure> GoOnIn(IReadOnlyList<Failure> failures) =>
        _rest == ""
            ? failures
            :
            [
                .. failures.Select(
                    (failure, i) => failure with { Comment = After(failure.Comment, i == failures.Count - 1) }
                ),
            ];

    private string? After(string? own, bool isLast)
    {
        var before = own is null ? Continued : $"{own}\n{Continued}";
        var room = WsjfLimits.Comment - before.Length;
        if (_rest.Length <= room)
        {
            (var all, _rest) = (_rest, "");
            return all == "" ? own : before + all;
        }
        if (room <= CutNote.Length)
            return own;
        var part = WsjfText.Cut(_rest, room - CutNote.Length);
        _rest = _rest[part.Length..];
        return before + part + (isLast ? CutNote : "");
    }
}
