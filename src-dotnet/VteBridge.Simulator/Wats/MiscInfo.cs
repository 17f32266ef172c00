using System.Text.Json;

namespace VteBridge.Simulator.Wats;

internal sealed record MiscInfo(string Description, string? Text)
{
    public static MiscInfo From(JsonElement info) =>
        new(
            ReportHeader.Text(info, "description")!,
            ReportHeader.Text(info, "text")
                ?? (
                    ReportHeader.Member(info, "numeric") is { ValueKind: JsonValueKind.Number } n
                        ? n.GetRawText()
                        : null
                )
        );
}
