using VteBridge.Delivery.Folders;

namespace VteBridge.Delivery.Sidecar;

/// <summary>
/// How long WATS asked everybody to wait, as a drain keeps it in the queue folder (the sidecar's pause.py): the next drain
/// waits for it too, and status shows it.
/// </summary>
internal sealed record QueuePause(DateTimeOffset Until, DateTimeOffset Written, string Reason)
{
    public const string FileName = ".vtebridge-pause.json";

    /// <summary>What is obeyed at the most, so that a wrong clock delays nothing for long.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>Null when nothing is left of it: the time has come, or was written under another clock.</summary>
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

    /// <summary>For the next drain. A crash in between costs the wait, no report.</summary>
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
