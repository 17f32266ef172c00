using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>Misc infos as they are gathered; blank ones are excluded, long ones cut and kept whole in the root's report text.</summary>
internal sealed class InfoList(Findings findings)
{
    public List<MiscInfo> Infos { get; } = new(16);

    public void Add(string description, string? text, string source, string rule = "excluded when blank")
    {
        if (findings.Fit(description, text) is not { } fit)
            return;
        Infos.Add(new MiscInfo(WsjfText.Cut(WsjfText.Clean(description), WsjfLimits.Text), fit));
        findings.Explanation?.Add($"miscInfos \"{description}\"", fit, source, rule);
    }
}
