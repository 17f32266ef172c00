using System.Runtime.InteropServices;
using System.Security.Cryptography;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>What comes up while one run or repair is mapped, besides its report: flags, texts that were cut, and the explanation if one is wanted.</summary>
internal sealed class Findings(Explanation? why = null)
{
    /// <summary>A run of thousands of odd steps needs no more to be found.</summary>
    private const int MostFlags = 20;
    private readonly List<string> _flags = [];
    private readonly ReportText _whole = new();

    public Explanation? Why { get; } = why;
    public IReadOnlyList<string> Flags => _flags;

    /// <summary>The whole of the header's texts that were cut, for the root's report text; null when none was.</summary>
    public string? WholeTexts => _whole.ToHtml();

    /// <summary>Header values as VTE has them, where the report has another on purpose.</summary>
    public List<MiscInfo> Originals { get; } = [];

    /// <summary>Each flag is raised once; Detail is a code or a place.</summary>
    public void Raise(string flag, string? detail = null)
    {
        if (detail is not null)
            flag = WsjfText.Cut(WsjfText.Clean(Mapping.Flags.With(flag, detail)), WsjfLimits.Text);
        if (_flags.Count < MostFlags && !_flags.Contains(flag))
            _flags.Add(flag);
    }

    /// <summary>Flags an hour that the clocks skipped or repeated.</summary>
    public void Raise(VteHour hour)
    {
        if (hour == VteHour.Skipped)
            Raise(Mapping.Flags.SkippedHour);
        if (hour == VteHour.Repeated)
            Raise(Mapping.Flags.RepeatedHour);
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
        _whole.Line(what, clean);
        return WsjfText.Cut(clean, max).TrimEnd();
    }

    /// <summary>
    /// A serial or part number as WATS takes it. Two that differ stay two: where one would have to be cut or cleaned, the beginning of a
    /// hash of the original is put behind it. Null for nothing.
    /// </summary>
    public string? FitIdentity(string what, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var original = text.Trim();
        var clean = WsjfText.Clean(original);
        if (clean == original && clean.Length <= WsjfLimits.Text)
            return clean;
        Raise(Mapping.Flags.AlteredIdentity, what);
        _whole.Line(what, clean);
        // Of the UTF-16 units: halves of characters have no UTF-8.
        var hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(original.AsSpan())))[..12];
        return $"{WsjfText.Cut(clean, WsjfLimits.Text - 13).TrimEnd()}~{hash}";
    }
}

/// <summary>Where one value of a report came from: its place in the report, its value, its column or setting in VTE's words, the rule.</summary>
internal sealed record Explained(string Path, string Value, string Source, string Rule);

/// <summary>
/// Collects the reasons while a run is mapped. Mapping notes them with `explanation?.Add(…)`, whose arguments cost
/// nothing when nobody asks; so what is explained is what was done.
/// </summary>
internal sealed class Explanation
{
    private readonly List<Explained> _lines = [];

    public void Add(string path, string? value, string source, string rule) =>
        _lines.Add(new Explained(path, value ?? "", source, rule));

    /// <summary>All lines, the last being why there is no report, where there is none.</summary>
    public IReadOnlyList<Explained> Ending(Mapped mapped)
    {
        if (mapped is Unmappable problem)
            Add("problem", problem.What, "", problem.Fix);
        if (mapped is ExcludedByConfiguration excluded)
            Add("excluded", excluded.Why, "", "by the configuration");
        return _lines;
    }
}
