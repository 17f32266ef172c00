using System.Text.Json;

namespace VteBridge.Simulator.Wats;

internal sealed record SubUnit(string? PartType, string? PartNumber, string? SerialNumber, string? Revision)
{
    public static SubUnit From(JsonElement unit) =>
        new(
            ReportHeader.Text(unit, "partType"),
            ReportHeader.Text(unit, "pn"),
            ReportHeader.Text(unit, "sn"),
            ReportHeader.Text(unit, "rev")
        );
}
