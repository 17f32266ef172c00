using System.Globalization;
using VteBridge.Options;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>Reads one row of test data: its name, its content, its verdict.</summary>
internal sealed class RowReader(MappingOptions options, VerdictCodes codes)
{
    private readonly LimitReader _limits = new(options);

    /// <summary>Position counts the rows of the run from 1.</summary>
    public Row Read(TestStep step, int position, Findings findings)
    {
        var row = new Row
        {
            Name = NameOf(step, position),
            Unit = Unit(step),
            Limits = _limits.Read(step.LowLimit, step.HighLimit),
        };
        if (row.Limits.IsReversed)
            findings.Raise(Flags.ReversedLimits);
        row.Verdict = VerdictOf(step, in row, findings);
        ReadContent(step, ref row, findings);
        return row;
    }

    /// <summary>The whole name, before it is cut.</summary>
    public static string WholeName(TestStep step, int position) =>
        !string.IsNullOrWhiteSpace(step.Name) ? WsjfText.Clean(step.Name.Trim())
        : !string.IsNullOrWhiteSpace(step.TestNumber) ? WsjfText.Clean(step.TestNumber.Trim())
        : string.Create(CultureInfo.InvariantCulture, $"Step {step.Number ?? position}");

    private static string NameOf(TestStep step, int position)
    {
        var name = WholeName(step, position);
        return name.Length <= WsjfLimits.Text ? name : WsjfText.Cut(name, WsjfLimits.Text).TrimEnd();
    }

    private static string Unit(TestStep step) =>
        string.IsNullOrWhiteSpace(step.Units)
            ? ""
            : WsjfText.Cut(WsjfText.Clean(step.Units.Trim()), WsjfLimits.Unit).TrimEnd();

    private Verdict VerdictOf(TestStep step, in Row row, Findings findings)
    {
        var code = step.ResultType;
        if (!string.IsNullOrWhiteSpace(code) && !codes.IsKnown(step.Kind, code))
            findings.Raise(Flags.UnknownResultType, code.Trim());
        var byCode = codes.OfStep(step.Kind, code);
        var byLimits = step.Value is { } value ? row.Limits.Judge(value) : null;
        if (byCode is { } verdict)
        {
            if (byLimits is not null && verdict <= Verdict.Failed && verdict != byLimits)
                findings.Raise(Flags.VerdictConflict);
            return verdict;
        }
        if (byLimits is { } judged)
            return judged;
        return row.Limits.IsReversed ? codes.WithoutLimits(step.Kind, code) ?? Verdict.Done : Verdict.Done;
    }

    private void ReadContent(TestStep step, ref Row row, Findings findings)
    {
        if (step.Value is { } value)
        {
            var meaning = Sentinel.Meaning(value);
            if (meaning is not null)
                findings.Raise(Flags.SentinelValue);
            var asText =
                meaning is not null && (!double.IsFinite(value) || options.Sentinels == SentinelPolicy.Translate);
            row.Content = asText ? RowContent.Text : RowContent.Number;
            row.Value = value;
            row.Text = asText ? meaning : null;
        }
        else if (!string.IsNullOrEmpty(step.Text))
        {
            row.Content = RowContent.Text;
            row.Text = WsjfText.Cut(WsjfText.Clean(step.Text), WsjfLimits.Text);
        }
    }
}
