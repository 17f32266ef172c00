using System.Runtime.InteropServices;
using System.Security.Cryptography;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>
/// Collects what the mapping of one run or repair finds besides the report: flags, texts that were cut, and the explanation if
/// one is wanted.
/// </summary>
internal sealed class Findings(Explanation? why = null)
{
    /// <summary>More flags are dropped: a run of thousands of odd steps needs no longer list.</summary>
    private const int MostFlags = 20;
    private readonly List<string> _flags = [];
    private readonly ReportText _whole = new();

    public Explanation? Why { get; } = why;
    public IReadOnlyList<string> Flags => _flags;

    /// <summary>The header texts that were cut, in full, for the root step's report text; null when none was cut.</summary>
    public string? WholeTexts => _whole.ToHtml();

    /// <summary>VTE's values of header fields to which the report deliberately gives another value.</summary>
    public List<MiscInfo> Originals { get; } = [];

    /// <summary>Raises a flag once. Detail is a code or a place.</summary>
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

    /// <summary>
    /// Makes a header text fit WATS: trimmed, clean and not too long. Cutting raises a flag and keeps the full text for the root
    /// step's report text. Null for blank text.
    /// </summary>
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
    /// Makes a serial or part number fit WATS. Different ones stay different: one that must be cut or cleaned gets the beginning of
    /// a hash of the original at its end. Null for blank text.
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
        // The hash is over the UTF-16 units, because lone surrogates have no UTF-8.
        var hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(original.AsSpan())))[..12];
        return $"{WsjfText.Cut(clean, WsjfLimits.Text - 13).TrimEnd()}~{hash}";
    }
}

/// <summary>Where one value of a report came from: its place in the report, the value, its VTE column or setting, and the rule.</summary>
internal sealed record Explained(string Path, string Value, string Source, string Rule);

/// <summary>
/// Collects the reasons while a run is mapped. The mapping adds them with `explanation?.Add(…)`: the arguments cost nothing
/// when no explanation is wanted, and what is explained is what was done.
/// </summary>
internal sealed class Explanation
{
    private readonly List<Explained> _lines = [];

    public void Add(string path, string? value, string source, string rule) =>
        _lines.Add(new Explained(path, value ?? "", source, rule));

    /// <summary>All lines. If there is no report, the last line says why.</summary>
    public IReadOnlyList<Explained> Ending(Mapped mapped)
    {
        if (mapped is Unmappable problem)
            Add("problem", problem.What, "", problem.Fix);
        if (mapped is ExcludedByConfiguration excluded)
            Add("excluded", excluded.Why, "", "by the configuration");
        return _lines;
    }
}
