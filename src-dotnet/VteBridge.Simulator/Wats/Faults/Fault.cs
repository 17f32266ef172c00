using System.Text.Json;
using System.Text.Json.Serialization;

namespace VteBridge.Simulator.Wats.Faults;

/// <summary>One order to misbehave. Also the JSON that the control endpoint takes.</summary>
internal sealed record Fault
{
    public FaultKind Kind { get; init; }

    /// <summary>Only for <see cref="FaultKind.Status"/>.</summary>
    public int Status { get; init; } = 503;

    /// <summary>The message of the answer, for <see cref="FaultKind.Status"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>The Location header, for a redirect.</summary>
    public string? Location { get; init; }

    /// <summary>Seconds for a Retry-After header; null sends none.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Writes Retry-After as an HTTP date instead of seconds.</summary>
    public bool RetryAfterAsDate { get; init; }

    public int DelayMilliseconds { get; init; }

    /// <summary>
    /// True does the work first and misbehaves with the answer only: the report is kept though the client
    /// never learns it.
    /// </summary>
    public bool Stored { get; init; }

    public FaultRoute Route { get; init; } = FaultRoute.Submit;

    /// <summary>Only requests for this report; null: for any.</summary>
    public Guid? Id { get; init; }

    /// <summary>Every k-th matching request; 1 is each of them.</summary>
    public int Every { get; init; } = 1;

    /// <summary>How many requests to spoil in all; null until cleared.</summary>
    public int? Times { get; init; } = 1;
}

/// <summary>What goes wrong with a request.</summary>
internal enum FaultKind
{
    /// <summary>Answers <see cref="Fault.Status"/>.</summary>
    Status,

    /// <summary>Never answers; ends when the client gives up.</summary>
    Hang,

    /// <summary>Resets the connection without a byte of an answer.</summary>
    Drop,

    /// <summary>Sends the head and half of the body of the answer, then ends the connection.</summary>
    Cut,

    /// <summary>Answers 200 with no body.</summary>
    Empty,

    /// <summary>Answers as usual, <see cref="Fault.DelayMilliseconds"/> late.</summary>
    Late,
}

/// <summary>Which requests a fault is for.</summary>
internal enum FaultRoute
{
    Submit,
    Receipt,
    Query,
    App,
    Any,
}

/// <summary>How a fault is written as JSON; a misspelt member is an error, not a fault that never comes.</summary>
internal static class FaultJson
{
    public static JsonSerializerOptions Options { get; } =
        new(Answers.Json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <exception cref="JsonException">It is not a fault.</exception>
    public static Fault Parse(string json) =>
        JsonSerializer.Deserialize<Fault>(json, Options) ?? throw new JsonException("A fault is a JSON object.");
}
