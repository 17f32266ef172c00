using VteBridge.Delivery.Folders;

namespace VteBridge.Delivery.Sidecar;

/// <summary>
/// The pause that WATS asked for. A drain keeps it in the queue folder (the sidecar in pause.py), so that the next drain
/// waits too and `status` shows it.
/// </summary>
internal sealed record QueuePause(DateTimeOffset Until, DateTimeOffset Written, string Reason)
{
    public const string FileName = ".vtebridge-pause.json";

    /// <summary>The longest pause that is obeyed, so that a wrong clock cannot delay deliveries for long.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>Null when the pause is over, or when its times do not fit this clock.</summary>
    public static QueuePause? Read(string folder, DateTimeOffset now)
    {
        try
        {
            var pause = JsonSerializer.Deserialize<QueuePause>(
                File.ReadAllBytes(Path.Combine(folder, FileName)),
                JsonSerializerOptions.Web
            );
            return
                pause is { Reason: not null }
                && pause.Until > now
                && pause.Until - now <= Longest
                && pause.Written - now <= ClockTolerance
                ? pause
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Saves the pause for the next drain. If a crash loses it, the next drain does not wait; no report is lost.</summary>
    public static void Write(string folder, TimeSpan pause, string reason, DateTimeOffset now)
    {
        var (until, written) = (ErrorInfo.Text(now + pause), ErrorInfo.Text(now));
        AtomicFile.Write(
            Path.Combine(folder, FileName),
            JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    until,
                    written,
                    reason,
                }
            ),
            flush: false,
            OwnerOnly.FileMode
        );
    }

    public static void Clear(string folder) => File.Delete(Path.Combine(folder, FileName));

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"nothing is sent until {Until:u}: {Reason}");
}
