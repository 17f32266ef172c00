using System.Runtime.InteropServices;
using System.Security.Cryptography;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>What comes up while one run or repair is mapped, besides its report: flags, texts that were cut, and the explanation if one is wanted.</summary>
internal sealed class Findings(Explanation? explanation = null)
{
    /// <summary>A run of thousands of odd steps needs no more to be found.</summary>
    private const int MostFlags = 20;
    private readonly List<string> _flags = [];
    private readonly ReportText _whole = new();

    public Explanation? Explanation { get; } = explanation;
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
