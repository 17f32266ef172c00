using System.Text.Json.Serialization;

namespace VteBridge.State;

/// <summary>
/// One line of the journal: what became of one report, when. The last line of an id counts.
/// </summary>
/// <param name="Id">Of the report, lower case.</param>
/// <param name="Kind">T: a run's report; R: a repair's.</param>
/// <param name="Run">Raw timestamp of the run or repair; its day names the file.</param>
/// <param name="Hash">SHA-256 of the report's bytes, or of the reason where there is no report; empty while it is not settled.</param>
/// <param name="Outcome">Accepted, Queued, Rejected or Excluded; Unavailable from before another version is queued until that is settled.</param>
/// <param name="At">When it was settled, UTC.</param>
/// <param name="Result">P, F, E or T as sent; null without a report.</param>
internal sealed record JournalEntry(
    string Id,
    string Kind,
    DateTime Run,
    string Hash,
    string Outcome,
    DateTimeOffset At,
    string? Result = null,
    string? Testplan = null,
    IReadOnlyList<string>? Flags = null
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(JournalEntry))]
internal sealed partial class JournalJson : JsonSerializerContext;
