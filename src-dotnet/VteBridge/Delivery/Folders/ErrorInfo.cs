using System.Text.Json.Serialization;

namespace VteBridge.Delivery.Folders;

/// <summary>
/// The `.error.info` file beside a report that could not be uploaded: pyWATS's fields, and those of our own drains (the
/// sidecar's error_info.py).
/// </summary>
internal sealed record ErrorInfo(string? Error, int? Attempts, bool Permanent = false)
{
    public const string Suffix = ".info";

    public static readonly ErrorInfo None = new("", 0);

    private const int MostFailures = 20;
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(4);
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>Time of the last attempt, in UTC.</summary>
    public string? Timestamp { get; init; } = "";

    /// <summary>
    /// How many failures were the report's own, because WATS judged other reports at the time. Only these decide the
    /// back-off.
    /// </summary>
    public int Failures { get; init; }

    /// <summary>The HTTP status of the last answer.</summary>
    public int? Status { get; init; }

    /// <summary>Earliest time of the next attempt, in UTC; null: the next run.</summary>
    public string? NextAttempt { get; init; }

    /// <summary>Null when there is no such file, or when it cannot be read.</summary>
    public static ErrorInfo? Read(string path)
    {
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(path), ErrorInfoJson.Default.ErrorInfo)
                : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ErrorInfoJson.Default.ErrorInfo);

    /// <summary>
    /// Whether the report may be sent now. A time that cannot be read, or does not fit this clock, counts as over: an
    /// attempt too many is better than none.
    /// </summary>
    public bool IsDue(DateTimeOffset now) =>
        !Permanent
        && !(
            Moment(NextAttempt) is { } next
            && next > now
            && next - now <= LongestWait
            && !(Moment(Timestamp) - now > ClockTolerance)
        );

    /// <summary>A copy after one more failed attempt.</summary>
    public ErrorInfo After(string error, int? status, DateTimeOffset now) =>
        this with
        {
            Error = error,
            Timestamp = Text(now),
            Attempts = (Attempts ?? 0) + 1,
            Status = status,
            NextAttempt = null,
        };

    /// <summary>
    /// A copy after a failure that is known to be the report's own. The wait begins at 5 minutes and doubles each time,
    /// up to 4 hours. After the 20th failure the report is permanently rejected.
    /// </summary>
    public ErrorInfo OwnFailure(DateTimeOffset now)
    {
        var failures = Failures + 1;
        if (failures >= MostFailures)
            return this with
            {
                Failures = failures,
                Permanent = true,
                NextAttempt = null,
                Error = $"given up after {failures} failures while WATS took other reports; the last: {Error}",
            };
        var wait = FirstWait * Math.Pow(2, failures - 1);
        return this with { Failures = failures, NextAttempt = Text(now + (wait < LongestWait ? wait : LongestWait)) };
    }

    /// <summary>The format of every time in the files of a queue folder.</summary>
    public static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParseExact(
            text,
            Form,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var moment
        )
            ? moment
            : null;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorInfo))]
internal sealed partial class ErrorInfoJson : JsonSerializerContext;
