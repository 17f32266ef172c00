using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>What comes up while one run or repair is mapped, besides its report: flags, texts that were cut, and the explanation if one is wanted.</summary>
internal sealed class Findings(Explanation? explanation = null)
{
    /// <summary>A run of thousands of odd steps needs no more to be found.</summary>
    private const int MostFlags = 20;
    private List<string>? _flags;
    private ReportText? _whole;

    public Explanation? Explanation { get; } = explanation;
    public IReadOnlyList<string> Flags => _flags ?? (IReadOnlyList<string>)[];

    /// <summary>The whole of the header's texts that were cut, for the root's report text; null when none was.</summary>
    public string? WholeTexts => _whole?.ToString();

    /// <summary>Serial or part number as VTE has them, where the report has another.</summary>
    public List<MiscInfo> Originals { get; } = [];

    /// <summary>Each flag is raised once; Detail is a code or a place.</summary>
    public void Raise(string flag, string? detail = null)
    {
        if (detail is not null)
            flag = WsjfText.Cut(WsjfText.Clean(Mapping.Flags.With(flag, detail)), WsjfLimits.Text);
        _flags ??= [];
        if (_flags.Count < MostFlags && !_flags.Contains(flag))
            _flags.Add(flag);
    }

    /// <summary>A header text as WATS takes it: trimmed, clean, and cut with a flag and its whole kept in the root's report text. Null for nothing.</summary>
    public string? Fit(string what, string? text, int max = WsjfLimits.Text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var clean = WsjfText.Clean(text.Trim());
        if (clean.Length <= max)
            return clean;
        Raise(Mapping.Flags.TextCut);
        (_whole ??= new ReportText()).Line(what, clean);
        return WsjfText.Cut(clean, max).TrimEnd();
    }
}
