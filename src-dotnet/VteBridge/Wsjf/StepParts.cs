namespace VteBridge.Wsjf;

/// <summary>What a sequence step says of its sequence; WATS wants all three filled.</summary>
internal sealed record SeqCall(string Path, string Name, string Version);

/// <summary>One object on a step; Data as it is, written as base64.</summary>
internal sealed record Attachment(string Name, string ContentType, ReadOnlyMemory<byte> Data);

/// <summary>A line chart of one series. XData and YData are WATS's own notation: numbers with semicolons between.</summary>
internal sealed record Chart(
    string Label,
    string XLabel,
    string YLabel,
    string? YUnit,
    string Series,
    string XData,
    string YData
);
