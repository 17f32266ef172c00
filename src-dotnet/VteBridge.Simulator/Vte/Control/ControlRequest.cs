using System.Text.Json;
using System.Text.Json.Serialization;

namespace VteBridge.Simulator.Vte.Control;

/// <summary>One order to the simulator. Which members count depends on the verb; see <see cref="ControlVerbs.Help"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ControlRequest
{
    public required string Verb { get; init; }
    public bool On { get; init; } = true;
    public int Number { get; init; }
    public string? Message { get; init; }
    public int AtStatement { get; init; } = 1;
    public int Times { get; init; } = 1;
    public int AfterRows { get; init; }
    public string? Matching { get; init; }
    public bool AtLogin { get; init; }
    public bool IgnoresCancel { get; init; }
    public int Milliseconds { get; init; }

    /// <summary>May be negative.</summary>
    public long Seconds { get; init; }
    public string Sql { get; init; } = "";
    public IReadOnlyList<string> Functions { get; init; } = [];
    public string Table { get; init; } = "";
    public IReadOnlyList<Dictionary<string, JsonElement>> Rows { get; init; } = [];
    public string Key { get; init; } = "";
    public JsonElement Value { get; init; }
    public IReadOnlyDictionary<string, JsonElement> Set { get; init; } = new Dictionary<string, JsonElement>();
}

/// <param name="Rows">How many rows were added, changed, deleted or counted.</param>
/// <param name="Error">What was wrong with the order; nothing was done then.</param>
/// <param name="Stats">For the verb stats.</param>
internal sealed record ControlReply(long Rows = 0, string? Error = null, VteStatistics? Stats = null);
