using System.Collections.Concurrent;
using System.Globalization;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>What VTE knew of a row and its measurement has no place for: the step's report text.</summary>
internal sealed class RowText
{
    private const int MostKept = 10_000;
    private const int LongestKept = 500;

    /// <summary>
    /// Description and test number are the same in every run of a testplan; making their text anew for each step would
    /// be most of what mapping allocates.
    /// </summary>
    private readonly ConcurrentDictionary<(string? Description, string? TestNumber), string> _kept = new();
    private int _count;

    /// <summary>Null when there is nothing to say.</summary>
    public string? Of(TestStep step, in Row row, Findings findings)
    {
        var description = Description(step, in row);
        var testNumber = TestNumber(step, in row);
        if (IsPlain(in row) && (description?.Length ?? 0) + (testNumber?.Length ?? 0) <= LongestKept)
            return description is null && testNumber is null ? null : Kept(description, testNumber);
        var text = new ReportText();
        Add(text, null, step, in row);
        return Finish(text, findings);
    }

    /// <summary>Adds a row of several in one step, under its own name.</summary>
    public static void Add(ReportText text, string? of, TestStep step, in Row row)
    {
        Add(text, of, Description(step, in row), TestNumber(step, in row));
        if (row.IsNameCut)
            text.Line(Label(of, "Name"), row.WholeName);
        if (row.HidesUnit)
            text.Line(Label(of, "Units"), row.WholeUnit);
        if (row.Limits.IsReversed)
            text.Line(Label(of, "Limits"), $"{Describe(row.Limits)} (reversed in VTE: they did not decide)");
        else if (row.HidesLimits)
            text.Line(Label(of, "Limits"), Describe(row.Limits));
        if (row.Note is not null)
            text.Line(of, row.Note);
        // The longest last, so that whatever else there is to say is said. Alone it needs no label.
        if (row.WholeText is not null)
            text.Line(text.IsEmpty ? of : Label(of, "Value"), row.WholeText);
    }

    public static string? Finish(ReportText text, Findings findings)
    {
        if (text.IsCut)
            findings.Raise(Flags.TextCut);
        return text.ToString();
    }

    /// <summary>Limits as in VTE, in words.</summary>
    public static string Describe(Limits limits) =>
        limits.CompOp switch
        {
            CompOp.LOG => "none",
            CompOp.GE or CompOp.GT => string.Create(CultureInfo.InvariantCulture, $"low {limits.Low:R}"),
            CompOp.LE or CompOp.LT => string.Create(CultureInfo.InvariantCulture, $"high {limits.High:R}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"low {limits.Low:R}, high {limits.High:R}"),
        };

    private string Kept(string? description, string? testNumber)
    {
        if (_kept.TryGetValue((description, testNumber), out var kept))
            return kept;
        var text = new ReportText();
        Add(text, null, description, testNumber);
        var made = text.ToString()!;
        if (_count < MostKept && _kept.TryAdd((description, testNumber), made))
            Interlocked.Increment(ref _count);
        return made;
    }

    private static void Add(ReportText text, string? of, string? description, string? testNumber)
    {
        if (description is not null)
            text.Line(of, WsjfText.Clean(description.Trim()));
        if (testNumber is not null)
            text.Line(Label(of, "Test number"), WsjfText.Clean(testNumber.Trim()));
    }

    private static bool IsPlain(in Row row) =>
        row.Note is null
        && row.WholeText is null
        && !row.IsNameCut
        && !row.HidesUnit
        && !row.HidesLimits
        && !row.Limits.IsReversed;

    /// <summary>The description when it says more than the name.</summary>
    private static string? Description(TestStep step, in Row row) =>
        !string.IsNullOrWhiteSpace(step.Description)
        && !step.Description.AsSpan().Trim().Equals(row.WholeName, StringComparison.OrdinalIgnoreCase)
            ? step.Description
            : null;

    private static string? TestNumber(TestStep step, in Row row) =>
        !string.IsNullOrWhiteSpace(step.TestNumber)
        && !step.TestNumber.AsSpan().Trim().Equals(row.WholeName, StringComparison.Ordinal)
            ? step.TestNumber
            : null;

    private static string Label(string? of, string label) => of is null ? label : $"{of}, {label}";
}
