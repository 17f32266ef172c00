using System.Text.Json;
using System.Text.Json.Serialization;
using VteBridge.Core;

namespace VteBridge.Delivery.Sidecar;

/// <summary>One line of `drain`: what became of a report, that everything waits, or at the end the counts.</summary>
internal sealed record DrainLine(
    string? Id,
    string? Outcome,
    int? Status,
    string? Message,
    int? Attempts,
    string? Sha256,
    DrainDone? Done,
    DrainProgress? Progress = null
)
{
    /// <summary>Null for a line that is none of ours.</summary>
    public static DrainLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, DrainJson.Default.DrainLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Null for progress and counts, and for a line that names no report or none of the outcomes that a drain can have.</summary>
    public Receipt? Receipt() =>
        Guid.TryParse(Id, out var id) && OutcomeOf(Outcome) is { } outcome
            ? new Receipt(id, outcome, Message, Hash: Sha256)
            : null;

    private static Outcome? OutcomeOf(string? name) =>
        name switch
        {
            nameof(Core.Outcome.Accepted) => Core.Outcome.Accepted,
            nameof(Core.Outcome.Rejected) => Core.Outcome.Rejected,
            nameof(Core.Outcome.Unavailable) => Core.Outcome.Unavailable,
            _ => null,
        };
}

internal sealed record DrainDone(int Accepted, int Rejected, int Waiting, string? Stopped);

/// <summary>WATS asked to wait: so many seconds are left. PerMinute: how fast reports are sent afterwards; null without a limit.</summary>
internal sealed record DrainProgress(int Accepted, int Rejected, int Wait, string? Reason, int? PerMinute);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DrainLine))]
internal sealed partial class DrainJson : JsonSerializerContext;
