using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>Reads one row of test data: its texts, its limits, its verdict, its content.</summary>
internal sealed class RowReader(MappingOptions options, VerdictCodes codes)
{
    private readonly LimitReader _limits = new(options);
    private readonly ContentReader _content = new(options);

    /// <param name="position">The row's place in the run, from 1; part of the name of a step that has none.</param>
    public Row Read(TestStep step, int position, Findings findings)
    {
        var testNumber = Fit(step.TestNumber);
        var whole = Fit(step.Name) ?? testNumber ?? NameByNumber(step, position);
        var name = NameOf(whole, findings);
        var unit = Fit(step.Units) ?? "";
        var limits = _limits.Read(step);
        if (whole.Length > WsjfLimits.Text || unit.Length > WsjfLimits.Unit || step.DescriptionCut is not null)
            findings.Raise(Flags.TextCut);
        if (limits.IsReversed)
            findings.Raise(Flags.ReversedLimits);
        if (limits.IsUnreadable)
            findings.Raise(Flags.UnreadableLimit);
        var description = Fit(step.Description);
        var row = new Row
        {
            Step = step,
            Name = name,
            WholeName = whole,
            Unit = Cut(unit, WsjfLimits.Unit),
            WholeUnit = unit,
            Description = whole.Equals(description, StringComparison.OrdinalIgnoreCase) ? null : description,
            TestNumber = whole.Equals(testNumber, StringComparison.Ordinal) ? null : testNumber,
            Limits = limits,
            Verdict = VerdictOf(step, name, limits, findings),
            Content = _content.Read(step, name, Cut(unit, WsjfLimits.Unit), findings),
        };
        findings.Why?.Add(
            $"step {step.Number} \"{name}\" content",
            $"{row.Content.GetType().Name.Replace("Content", "")}",
            $"TestData{step.Kind}.TestResult",
            row.Content.Note ?? "by what the column holds"
        );
        return row;
    }

    /// <summary>Makes the name of a step, group or measurement fit WATS.</summary>
    public string NameOf(string whole, Findings findings)
    {
        var name = Cut(whole, WsjfLimits.Text);
        if (!CharacterSet.Path.IsIn(name))
            return name;
        findings.Raise(Flags.PathCharacter);
        return options.PathCharacters == PathCharacterPolicy.Replace
            ? CharacterSet.Path.Replace(name, options.ReservedReplacement)
            : name;
    }

    private Verdict VerdictOf(TestStep step, string name, Limits limits, Findings findings)
    {
        var code = step.ResultType;
        var byCode = codes.OfStep(step.Kind, code);
        if (byCode is null && !string.IsNullOrWhiteSpace(code) && !codes.IsKnown(step.Kind, code))
            findings.Raise(Flags.UnknownResultType, code.Trim());
        var byLimits = step.Value is { } value ? limits.Judge(value) : null;
        if (byCode is <= Verdict.Failed && byLimits is not null && byCode != byLimits)
            findings.Raise(Flags.VerdictConflict);
        var (verdict, rule) = Decide(byCode, byLimits, limits, codes.WithoutLimits(step.Kind, code));
        findings.Why?.Add(
            $"step {step.Number} \"{name}\" status",
            $"{verdict}",
            $"TestData{step.Kind}.TestResultType {code ?? "NULL"}, limits {limits.Describe()}",
            rule
        );
        return verdict;
    }

    /// <param name="asText">What the code would mean for a text; used when the limits cannot decide.</param>
    private static (Verdict Verdict, string Rule) Decide(
        Verdict? byCode,
        Verdict? byLimits,
        Limits limits,
        Verdict? asText
    )
    {
        if (byCode is { } listed)
            return byLimits is null ? (listed, "the code, which is listed")
                : byLimits == listed ? (listed, "the code, and the limits agree")
                : (listed, "the code; the limits say otherwise");
        if (byLimits is { } judged)
            return (judged, "the limits");
        if (limits.IsReversed && asText is { } reversed)
            return (reversed, "the code, because the limits are reversed");
        // While a limit cannot be read, the number has not passed.
        if (limits.IsUnreadable && asText is { } unread and not Verdict.Passed)
            return (unread, "the code, because a limit cannot be read");
        return (Verdict.Done, "no listed code and no limits: no verdict");
    }

    private static string NameByNumber(TestStep step, int position) =>
        Fit(step.NumberText) is { } number
            ? $"Step {number}"
            : string.Create(CultureInfo.InvariantCulture, $"Step {step.Number ?? position}");

    private static string? Fit(string? text) => string.IsNullOrWhiteSpace(text) ? null : WsjfText.Clean(text.Trim());

    private static string Cut(string text, int max) => text.Length <= max ? text : WsjfText.Cut(text, max).TrimEnd();
}
