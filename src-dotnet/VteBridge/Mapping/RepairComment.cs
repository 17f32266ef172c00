using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>
/// The comment of a repair. A repair report has no report text to keep a longer one whole in: it goes on in the
/// comments of its failures, as far as they have room.
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

    /// <summary>As much as the report's own comment holds.</summary>
    public string Beginning { get; }

    /// <summary>The failures, with what did not fit behind their own comments.</summary>
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
