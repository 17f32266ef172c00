using System.Globalization;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>
/// A row's texts as a report has them: clean and without the blanks around them. Those that have "Whole" in their name are
/// not cut.
/// </summary>
internal sealed class StepTexts
{
    private string? _said;

    /// <param name="step">The row.</param>
    /// <param name="position">Counts the rows of the run from 1.</param>
    public StepTexts(TestStep step, int position)
    {
        var named = Fit(step.Name) ?? Fit(step.TestNumber);
        WholeName = named ?? string.Create(CultureInfo.InvariantCulture, $"Step {step.Number ?? position}");
        Name = Cut(WholeName, WsjfLimits.Text);
        WholeUnit = Fit(step.Units) ?? "";
        Unit = Cut(WholeUnit, WsjfLimits.Unit);
        Description = Unless(WholeName, StringComparison.OrdinalIgnoreCase, Fit(step.Description));
        TestNumber = Unless(WholeName, StringComparison.Ordinal, Fit(step.TestNumber));
        CanBeKept =
            named is not null
            && IsShort(step.Name)
            && IsShort(step.TestNumber)
            && IsShort(step.Description)
            && IsShort(step.Units);
    }

    public string WholeName { get; }
    public string Name { get; }
    public string WholeUnit { get; }
    public string Unit { get; }

    /// <summary>Null when it says no more than the name.</summary>
    public string? Description { get; }

    /// <summary>Null when it says no more than the name.</summary>
    public string? TestNumber { get; }

    /// <summary>Whether they follow from the row's texts alone and are short.</summary>
    public bool CanBeKept { get; }

    public bool IsCut => WholeName.Length > WsjfLimits.Text || WholeUnit.Length > WsjfLimits.Unit;

    /// <summary>The report text of a row about which there is nothing else to say; null when there is nothing at all.</summary>
    public string? Said(Findings findings)
    {
        if (_said is not null || (Description is null && TestNumber is null))
            return _said;
        var text = new ReportText();
        RowText.Add(text, null, this);
        var said = RowText.Finish(text, findings);
        return text.IsCut ? said : _said = said;
    }

    private static bool IsShort(string? text) => text is null || text.Length <= 200;

    private static string? Fit(string? text) => string.IsNullOrWhiteSpace(text) ? null : WsjfText.Clean(text.Trim());

    private static string Cut(string text, int max) => text.Length <= max ? text : WsjfText.Cut(text, max).TrimEnd();

    private static string? Unless(string name, StringComparison comparison, string? text) =>
        name.Equals(text, comparison) ? null : text;
}
